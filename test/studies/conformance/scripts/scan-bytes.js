// The bytes of an advert are an ArrayBuffer of its own, whatever the bytes mean
NRF.setScan(function(d){var u=new Uint8Array(d.data);print(u.length,u,u[9],d.data instanceof ArrayBuffer)});
//@ 100 hear c0:11:22:33:44:55 -60 020106
//@ 200 hear c0:11:22:33:44:55 -60 00
//@ 300 hear c0:11:22:33:44:55 -60 0201060303564e0fffb522000102030405060708090a0b0716564e01020304
//@ 1000 end
