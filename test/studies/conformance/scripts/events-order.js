// Events, promises and timers of 0 in one go
var o={};o.on("x",function(n){print("event",n)});
setTimeout(function(){
  setTimeout(print,0,"timer");
  Promise.resolve().then(function(){print("promise");o.emit("x",2)});
  o.emit("x",1);
  print("main");
},5);
