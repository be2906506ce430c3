// Who asks again for the end of a connection that is under way is told so; sleep asks for it, too
function attempt(name,f){try{f();print(name,"ok")}catch(e){print(name,e.toString())}}
NRF.setServices(undefined,{uart:false});
NRF.on("disconnect",function(reason){print("disconnect",reason)});
attempt("unconnected",function(){NRF.disconnect()});
setTimeout(function(){
  attempt("first",function(){NRF.disconnect()});
  attempt("second",function(){NRF.disconnect()});
  attempt("sleep",function(){NRF.sleep()});
},200);
setTimeout(function(){attempt("afterwards",function(){NRF.disconnect();NRF.wake()})},300);
setTimeout(function(){attempt("asleep",function(){NRF.sleep()});attempt("and again",function(){NRF.disconnect()})},500);
//@ 100 connect 23
//@ 400 connect 23
//@ 700 end
