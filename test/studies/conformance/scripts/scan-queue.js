// Twenty-two adverts of 31 bytes wait; what comes more is lost and leaves a flag
var n=0;NRF.setScan(function(){n++});
setTimeout(function(){print(n,E.getErrorFlags(),E.getErrorFlags())},200);
setTimeout(function(){print(n,E.getErrorFlags())},400);
//@ 100 hear c0:11:22:33:44:55 -60 0201060303564e0fffb522000102030405060708090a0b0716564e01020304 22
//@ 300 hear c0:11:22:33:44:55 -60 0201060303564e0fffb522000102030405060708090a0b0716564e01020304 30
//@ 1000 end
