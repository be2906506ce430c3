// An advert heard: its address, strength, bytes and what is read out of them
NRF.setScan(function(d){print(d.id,d.rssi,d.data.byteLength,d.services,d.manufacturer,d.manufacturerData,d.serviceData,d.name)});
//@ 100 hear c0:11:22:33:44:55 -60 0201060303564e0fffb522000102030405060708090a0b0716564e01020304
//@ 200 hear c1:11:22:33:44:55 -90 020106050954657374
//@ 300 hear c2:11:22:33:44:55 -127 030316180408616263
//@ 400 hear c3:11:22:33:44:55 0 02010611079ecadc240ee5a9e093f3a3b50100406e
//@ 1000 end
