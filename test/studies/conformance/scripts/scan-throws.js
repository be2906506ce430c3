// An error in the scan's function is printed once per heap of adverts, and listening goes on
var n=0;NRF.setScan(function(){n++;throw "in scan "+n});
setTimeout(function(){print(n)},300);
//@ 100 hear c0:11:22:33:44:55 -60 020106 3
//@ 200 hear c0:11:22:33:44:55 -60 020106
//@ 400 end
