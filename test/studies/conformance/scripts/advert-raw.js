// Raw bytes on the air as they are, every 20 ms to 10.24 s; each call starts anew and tells it by two events
NRF.on("advertising",function(on){print("advertising",on)});
NRF.setAdvertising(new Uint8Array([2,1,6,3,3,0x56,0x4e]),{interval:200,connectable:true,scannable:true});
setTimeout(function(){NRF.setAdvertising(new Uint8Array([2,1,6]))},1000);
setTimeout(function(){NRF.setAdvertising([2,1,5],{interval:20000})},2000);
setTimeout(function(){NRF.setAdvertising(new Uint8Array([2,1,6]).buffer,{interval:1})},3000);
setTimeout(function(){NRF.setAdvertising(E.toString([2,1,4]));},4000);
setTimeout(function(){NRF.setAdvertising(new Uint8Array(0),{interval:100.4})},5000);
//@ 6000 end
