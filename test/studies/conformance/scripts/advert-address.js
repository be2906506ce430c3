// setAddress restarts the radio: the address is on the air at once, the packet as before
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:500});
setTimeout(function(){NRF.setAddress("d0:11:22:33:44:55 random");print(NRF.getAddress(),NRF.getAddress(true))},500);
setTimeout(function(){try{NRF.setAddress("nonsense")}catch(e){print(e.toString())}},1000);
setTimeout(function(){try{NRF.setAddress()}catch(e){print(e.toString())}},1500);
setTimeout(function(){NRF.setAddress("C1:AA:BB:CC:DD:EE random");print(NRF.getAddress(true))},2000);
//@ 3000 end
