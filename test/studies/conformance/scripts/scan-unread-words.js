// The words of an advert from any byte on: made without `new`, as many as there are whole ones
var I=Int32Array;
NRF.setScan(print,{window:50,interval:50});
global["#onblescan"]=function(d){var w=I(d.data,11),h=new Uint16Array(d.data,3);print(w.length,w[0],w[4],h.length,h[0],h[13],w[0]&511)};
//@ 100 hear c0:11:22:33:44:55 -60 0201060303564e0fffb522000102030405060708090a0b0716564e01020384
//@ 200 hear c0:11:22:33:44:55 -60 0201060303564e0fffb522000102030405060708090a0b
//@ 300 hear c0:11:22:33:44:55 -60 0201060303564e0fffb5220001
//@ 400 hear c0:11:22:33:44:55 -60 020106
//@ 500 hear c0:11:22:33:44:55 -60 0009
//@ 600 end
