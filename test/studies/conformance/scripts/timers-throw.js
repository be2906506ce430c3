// An error in a timer's callback is printed; the interval and the others go on
var n=0,i=setInterval(function(){if(++n==3)clearInterval(i);throw new Error("round "+n)},40);
setTimeout(function(){throw "text"},200);
setTimeout(function(){nowhere()},240);
setTimeout(function(){undefined.x},280);
setTimeout(function(){throw {a:1}},320);
setTimeout(print,360,"end");
