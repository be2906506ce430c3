// on, emit, removeListener on any object: handlers run when the program is idle, in order
var o={};
o.on("x",function(a,b){print("first",a,b,this===o)});
o.on("x",function(){print("second")});
o.emit("x",1,2);print("after emit");
function third(){print("third")}
setTimeout(function(){o.on("x",third);o.emit("x");o.removeListener("x",third)},20);
setTimeout(function(){o.removeAllListeners("x");o.emit("x");o.emit("y");print("none")},40);
try{o.on("x",5)}catch(e){print(e.toString())}
try{o.on(5,print)}catch(e){print(e.toString())}
