// Whatever stands in the place of the interpreter's listener keeps the receiver on through a restart of the radio
function raw(d){print("unread",d.rssi)}
function read(d){print("read",d.rssi)}
var other="d0:11:22:33:44:55 random",own="c0:5e:11:22:33:44 random";
NRF.setScan(read,{window:50,interval:100});
print(typeof global["#onblescan"]);
setTimeout(function(){NRF.setScan();print(typeof global["#onblescan"]);global["#onblescan"]=raw},100);
setTimeout(function(){NRF.setAddress(other)},200);
setTimeout(function(){NRF.setScan(read,{window:50,interval:100})},400);
setTimeout(function(){NRF.setScan()},600);
setTimeout(function(){NRF.setAddress(own)},700);
setTimeout(function(){NRF.setScan(read,{window:30,interval:60});delete global["#onblescan"]},800);
setTimeout(function(){NRF.setAddress(other)},1000);
setTimeout(function(){global["#onblescan"]=null;NRF.restart()},1200);
//@ 50 hear c0:11:22:33:44:55 -50 020106
//@ 300 hear c0:11:22:33:44:55 -52 020106
//@ 500 hear c0:11:22:33:44:55 -53 020106
//@ 900 hear c0:11:22:33:44:55 -54 020106
//@ 1400 end
