// After a radio restart a scan goes on, all the time
NRF.setScan(function(d){print(d.rssi)},{window:50,interval:100});
setTimeout(function(){NRF.setAddress("d0:11:22:33:44:55 random")},100);
//@ 200 hear c0:11:22:33:44:55 -60 020106
//@ 500 end
