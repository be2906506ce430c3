// Of several uncaught errors in one idle pass only the last is reported
// clock: real
setTimeout(function(){var until=getTime()+0.2;while(getTime()<until);},5);
setTimeout(function(){throw "first"},80);
setTimeout(function(){throw "second"},90);
setTimeout(function(){throw "third"},100);
setTimeout(print,900,"end");
