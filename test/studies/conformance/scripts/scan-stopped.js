// An advert that waits when the scan stops is not told
var n=0;NRF.setScan(function(){n++;NRF.setScan()});
setTimeout(function(){print(n)},200);
//@ 100 hear c0:11:22:33:44:55 -60 020106 5
//@ 300 end
