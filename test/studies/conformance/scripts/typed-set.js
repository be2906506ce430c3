// set copies arrays and typed arrays to an offset; what runs over is left out
var u=new Uint8Array(6);
u.set([1,2,3]);print(u);
u.set(new Uint8Array([9,8]),3);print(u);
u.set([7,7,7,7],4);print(u);
u.set(new Uint16Array([257,258]));print(u);
u.set(u.subarray(0,3),2);print(u);
u.set([],1);print(u);
try{u.set("ab");print(u)}catch(e){print(e.toString())}
try{u.set(5);print(u)}catch(e){print(e.toString())}
try{u.set([1,2,3],-1);print(u)}catch(e){print(e.toString())}
try{u.set([1,2],6);print(u)}catch(e){print(e.toString())}
