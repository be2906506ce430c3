// changeInterval in the callback itself: the next round counts from the call
var n=0,t0=getTime();
var i=setInterval(function(){
  print(++n,Math.round((getTime()-t0)*20)/20);
  if(n==1)changeInterval(i,200);
  if(n==2)changeInterval(i,50);
  if(n==4)clearInterval(i);
},100);
