// An address set while the radio sleeps, then new bytes, then awake: nothing of the old is seen with the new
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:500});
setTimeout(function(){
  NRF.sleep();NRF.setAddress("d0:11:22:33:44:55 random");
  NRF.setAdvertising(new Uint8Array([2,1,5]),{interval:100,connectable:false,scannable:false});NRF.wake();
},1000);
//@ 2000 end
