// The first setServices is live where UART stays, later ones restart the radio
NRF.on("advertising",function(on){print("advertising",on)});
NRF.setServices({0xABCD:{0xABCE:{value:"x",readable:true}}});
setTimeout(function(){print("again");NRF.setServices({0xABCD:{0xABCE:{value:"y",readable:true}}})},200);
//@ 500 end
