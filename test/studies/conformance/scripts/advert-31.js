// Thirty-one bytes are the most: more are refused when advertising starts, and nothing is on the air then
var p=new Uint8Array(31);p.set([2,1,6,3,3,0x56,0x4e,15,255,0xb5,0x22]);p[23]=7;p[24]=0x16;
NRF.setAdvertising(p,{interval:500});
setTimeout(function(){var q=new Uint8Array(32);q[0]=31;try{NRF.setAdvertising(q)}catch(e){print(e.toString())}},1000);
setTimeout(function(){p[30]=9;NRF.setAdvertising(p)},2000);
//@ 3000 end
