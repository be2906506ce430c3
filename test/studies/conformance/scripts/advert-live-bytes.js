// The array itself is kept: bytes changed in it later are on the air from the next start
var p=new Uint8Array([2,1,6]);
NRF.setAdvertising(p,{interval:500});
setTimeout(function(){p[2]=4},500);
setTimeout(function(){NRF.sleep()},1000);
setTimeout(function(){NRF.wake()},1500);
//@ 2500 end
