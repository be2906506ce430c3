// changeInterval counts from now and turns a timeout into no interval; unknown timers are an error
var t0=getTime(),n=0;
var i=setInterval(function(){n++;if(n==2){clearInterval(i);print("second round",Math.round((getTime()-t0)*20)/20)}},1000);
changeInterval(i,50);
try{changeInterval(999,5)}catch(e){print(e.toString())}
try{changeInterval()}catch(e){print(e.toString())}
var t=setTimeout(print,1000,"moved");changeInterval(t,150);
setTimeout(function(){print("later");try{changeInterval(t,5);print("still there");clearTimeout(t)}catch(e){print(e.toString())}},400);
