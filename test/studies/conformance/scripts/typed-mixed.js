// Views of different width on one buffer: little-endian
var w=new Int32Array([0x01020304,-2]),u=new Uint8Array(w.buffer),h=new Uint16Array(w.buffer);
print(u,h);
u[4]=0xff;print(w);h[1]=0x8000;print(w);
w[0]^=w[1];print(w[0],u);
