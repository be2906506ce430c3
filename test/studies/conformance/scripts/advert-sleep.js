// sleep takes everything off the air; what is set meanwhile waits for wake
NRF.on("advertising",function(on){print("advertising",on)});
setTimeout(function(){NRF.sleep()},500);
setTimeout(function(){NRF.sleep();NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:300})},1000);
setTimeout(function(){NRF.wake()},1500);
setTimeout(function(){NRF.wake();print("again")},2000);
//@ 3000 end
