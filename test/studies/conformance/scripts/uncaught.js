// process.on("uncaughtException") gets what nobody caught, and what it throws itself is printed
process.on("uncaughtException",function(e){print("handler got",e.toString());if(e=="again")throw "from the handler"});
setTimeout(function(){throw "once"},5);
setTimeout(function(){throw "again"},40);
setTimeout(function(){x.y},80);
setTimeout(print,120,"end");
