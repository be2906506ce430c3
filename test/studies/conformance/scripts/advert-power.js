// setTxPower holds for what is on the air, and for what comes after
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:500});
setTimeout(function(){NRF.setTxPower(-8)},500);
setTimeout(function(){NRF.setTxPower(4);NRF.setAdvertising(new Uint8Array([2,1,5]))},1500);
setTimeout(function(){[-40,-20,-16,-12,0].forEach(NRF.setTxPower)},2000);
//@ 3000 end
