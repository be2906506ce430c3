// A callback may clear its own timer, and one that is due in the same pass
var n=0,i=setInterval(function(){print("round",++n);if(n==3)clearInterval(i)},4);
var b;
setTimeout(function(){print("a clears b");clearTimeout(b)},20);
b=setTimeout(print,20,"never");
setTimeout(print,40,"end");
