// The way of words: XOR and HMAC-like joins over Int32Array views of bytes
// needs: board
var a=new Uint8Array(16),b=new Uint8Array(16);for(var i=0;i<16;i++){a[i]=i*7;b[i]=255-i}
var x=new Int32Array(a.buffer),y=new Int32Array(b.buffer);
for(i=0;i<4;i++)x[i]^=y[i];print(a);
var h=new Uint8Array(require("crypto").SHA256(E.toUint8Array(a,b,"label",7)));print(h.subarray(0,8),h.length);
x.set(new Int32Array(h.buffer,0,4));print(a);
var c=new Uint32Array(E.toUint8Array(1,0,0,128).buffer);print(c.length,c[0]);
var d=new Int32Array(E.toUint8Array(1,0,0,128).buffer);print(d[0],d[0]>>>0,d[0]>>>31);
