// Of several uncaught errors in one idle pass only the last is reported
setTimeout(function(){var until=getTime()+0.02;while(getTime()<until);throw "first"},5);
setTimeout(function(){throw "second"},8);
setTimeout(function(){throw "third"},10);
setTimeout(print,60,"end");
