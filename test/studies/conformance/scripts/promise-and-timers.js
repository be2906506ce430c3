// A promise settled in a slow timer reacts before the timers that came due meanwhile
// clock: real
setTimeout(function(){
  var until=getTime()+0.3;while(getTime()<until);
  Promise.resolve().then(function(){print("promise")});
  setTimeout(print,0,"timer of 0 ms");
},5);
setTimeout(print,150,"due during the first");
setTimeout(print,1000,"end");
