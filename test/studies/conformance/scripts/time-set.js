// setTime sets the clock; timers keep what is left to them
//@ 500 end
setTimeout(function(){print("due",Math.round(getTime()*20)/20)},100);
setTime(1700000000);
print(Math.floor(getTime()),Math.floor(Date.now()/1000),new Date().getFullYear());
setTimeout(function(){setTime(1700001000);print("set",Math.floor(getTime()))},30);
setTimeout(print,200,"end");
