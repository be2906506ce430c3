// Timers that are due together run before the promises settled in the first of them
setTimeout(function(){
  var until=getTime()+0.03;while(getTime()<until);
  Promise.resolve().then(function(){print("promise")});
  setTimeout(print,0,"timer of 0 ms");
},5);
setTimeout(print,15,"due during the first");
setTimeout(print,60,"end");
