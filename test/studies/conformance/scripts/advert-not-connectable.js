// What is not connectable goes out at 100 ms and slower; the option stays until it is named again
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:100,connectable:false,scannable:false});
setTimeout(function(){NRF.setAdvertising(new Uint8Array([2,1,5]))},500);
setTimeout(function(){try{NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:50})}catch(e){print(e.toString())}},1000);
setTimeout(function(){NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:50,connectable:true,scannable:true})},1500);
setTimeout(function(){try{NRF.setAdvertising(new Uint8Array([2,1,6]),{scannable:false})}catch(e){print(e.toString())}},2000);
//@ 3000 end
