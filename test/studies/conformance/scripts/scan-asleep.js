// sleep does not stop a scan
NRF.setScan(function(d){print(d.rssi)},{window:50,interval:50});
setTimeout(function(){NRF.sleep()},100);
setTimeout(function(){NRF.wake()},300);
//@ 200 hear c0:11:22:33:44:55 -60 020106
//@ 400 hear c0:11:22:33:44:55 -61 020106
//@ 500 end
