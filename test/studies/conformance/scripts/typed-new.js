// Typed arrays from a length, an array, another typed array and a part of a buffer
print(new Uint8Array(3),new Uint8Array([1,300,-1,1.9,"7"]));
print(new Int16Array([40000,-40000]),new Uint16Array([65536,-1]),new Int32Array([4294967295,2147483648,-2147483649]));
print(new Uint32Array([-1,4294967296]),new Int8Array([127,128,255]),new Uint8ClampedArray([300,-5,1]));
print(new Float32Array([0.1,1e40]),new Float64Array([0.1,1.5e10]));
var b=new Uint8Array([1,2,3,4,5,6,7,8]).buffer;
print(new Uint8Array(b,2,3),new Uint16Array(b,2),new Uint32Array(b),new Uint8Array(new Uint16Array([257,2])));
print(new Uint8Array(b,2,3).length,new Uint8Array(b,2,3).byteOffset,new Uint8Array(b,2,3).byteLength,b.byteLength);
