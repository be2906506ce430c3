// A handler of an event that throws does not keep the others from running
var o={};
o.on("x",function(){print("one");throw "of one"});
o.on("x",function(){print("two");throw "of two"});
o.on("x",function(){print("three")});
o.emit("x");
setTimeout(print,20,"end");
