// What the radio says against an advert when it restarts comes out of what made it restart
function attempt(name,f){try{f();print(name,"ok")}catch(e){print(name,e.toString())}}
var bytes=new Uint8Array([2,1,6]);
NRF.setServices({},{uart:false});
NRF.on("disconnect",function(){print("disconnect")});
setTimeout(function(){
  attempt("restart",function(){NRF.restart()});
  NRF.setAdvertising(bytes,{connectable:false,scannable:false,interval:44});
  NRF.restart();
},200);
setTimeout(function(){
  attempt("set",function(){NRF.setAdvertising(bytes,{interval:44})});
  attempt("address",function(){NRF.setAddress("d0:11:22:33:44:55 random")});
  attempt("restart",function(){NRF.restart()});
  attempt("first services",function(){NRF.setServices({0xabcd:{0xabce:{value:"a",readable:true}}},{uart:false})});
  attempt("services",function(){NRF.setServices({0xabcd:{0xabce:{value:"b",readable:true}}},{uart:false})});
  attempt("wake",function(){NRF.sleep();NRF.wake()});
  attempt("asleep",function(){NRF.sleep();NRF.restart()});
  attempt("slower",function(){NRF.setAdvertising(bytes,{interval:100});NRF.wake()});
},500);
//@ 100 connect 23
//@ 300 disconnect
//@ 700 end
