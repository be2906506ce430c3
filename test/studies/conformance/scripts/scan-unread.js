// A function in place of the interpreter's listener gets adverts as they came, whatever their lengths say; setScan takes it away again
function raw(d){print("unread",Object.keys(d).sort(),d.id,d.rssi,new Uint8Array(d.data))}
function read(d){print("read",d.rssi)}
NRF.setScan(read,{window:50,interval:50,filters:[{manufacturerData:{8885:{}}}]});
setTimeout(function(){global["#onblescan"]=raw},150);
setTimeout(function(){NRF.setScan(read)},850);
setTimeout(function(){global["#onblescan"]=raw},950);
setTimeout(function(){NRF.setScan();print(global["#onblescan"])},1150);
//@ 100 hear c0:11:22:33:44:55 -60 0201060fffb522000102030405060708090a0b
//@ 200 hear c0:11:22:33:44:55 -61 0201060fffb522000102030405060708090a0b
//@ 300 hear c0:11:22:33:44:55 -62 020106
//@ 400 hear c0:11:22:33:44:55 -63 0009
//@ 500 hear c0:11:22:33:44:55 -64 0008
//@ 600 hear c0:11:22:33:44:55 -65 1fff0102
//@ 700 hear c0:11:22:33:44:55 -66 ff09414243
//@ 800 hear c0:11:22:33:44:55 -67 0201060303564e0fffb522000102030405060708090a0b0716564e01020304 2
//@ 900 hear c0:11:22:33:44:55 -68 020106
//@ 1000 hear c0:11:22:33:44:55 -69 020106
//@ 1200 hear c0:11:22:33:44:55 -70 020106
//@ 1300 end
