// Adverts that wait go to the function that was set when they were taken out of the queue
var a=0,b=0;NRF.setScan(function(){a++;NRF.setScan(function(){b++})});
setTimeout(function(){print(a,b)},200);
//@ 100 hear c0:11:22:33:44:55 -60 020106 5
//@ 150 hear c0:11:22:33:44:55 -60 020106 2
//@ 300 end
