// Timers hand over their extra arguments, and numbers as their names
var a=setTimeout(print,5,1,"b",[3]);
var b=setInterval(function(x,y){print(x,y);clearInterval(b)},7,4);
print(typeof a,b-a);
