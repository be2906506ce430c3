// Short adverts need less room: more of them wait
var n=0;NRF.setScan(function(){n++});E.on("errorFlag",function(f){print("flags",f)});
setTimeout(function(){print(n,E.getErrorFlags())},200);
//@ 100 hear c0:11:22:33:44:55 -60 020106 100
//@ 300 end
