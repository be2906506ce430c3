// The scan response: the UART service's at first, then what is set, then its text at the next start
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:500});
setTimeout(function(){NRF.setScanResponse([2,10,0])},500);
setTimeout(function(){NRF.setAdvertising(new Uint8Array([2,1,5]))},1000);
setTimeout(function(){NRF.setScanResponse(new Uint8Array([3,8,65,66]))},1500);
setTimeout(function(){NRF.setScanResponse(new Uint8Array([3,8,65,66]).buffer)},1700);
setTimeout(function(){try{NRF.setScanResponse(new Uint8Array(32))}catch(e){print(e.toString())}},2000);
setTimeout(function(){NRF.setScanResponse()},2500);
//@ 3000 end
