// Which functions copy bytes and which share them
var u=new Uint8Array([1,2,3,4]);
var b=u.buffer,v=new Uint8Array(b),c=new Uint8Array(u),d=u.subarray(1),e=E.toUint8Array(u);
u[0]=9;u[1]=8;print(v[0],c[0],d[0],e[0]);
var t=E.toString(u);u[0]=5;print(t.charCodeAt(0)==5||t.charCodeAt(0)==9,t.length);
