// An object that is too long is an error, and the standard advert is on the air then
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:500});
setTimeout(function(){try{NRF.setAdvertising({0x180F:new Uint8Array(26)},{showName:false,manufacturer:0})}catch(e){print(e.toString())}},500);
setTimeout(function(){try{NRF.setAdvertising(5)}catch(e){print(e.toString())}},1000);
setTimeout(function(){try{NRF.setAdvertising(new Uint8Array([2,1,6]),5)}catch(e){print(e.toString())}},1500);
//@ 3000 end
