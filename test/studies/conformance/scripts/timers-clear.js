// clearTimeout and clearInterval take each other's timers, unknown numbers do nothing, undefined is an error
var t=setTimeout(print,5,"never"),i=setInterval(print,5,"nor this");
clearInterval(t);clearTimeout(i);clearTimeout(999);clearInterval(-1);
try{clearTimeout(undefined)}catch(e){print(e.toString())}
try{clearInterval(undefined)}catch(e){print(e.toString())}
setTimeout(print,15,"end");
