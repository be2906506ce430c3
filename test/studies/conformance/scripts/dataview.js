// DataView reads and writes both byte orders
var d=new DataView(new ArrayBuffer(12));
d.setUint32(0,0x01020304);d.setUint16(4,0x0506,true);d.setInt8(6,-1);d.setInt16(7,-2,true);
print(new Uint8Array(d.buffer));
print(d.getUint8(0),d.getInt8(6),d.getUint16(0),d.getUint16(0,true),d.getInt16(7,true),d.getUint32(0,true),d.getInt32(4));
d.setFloat32(8,1.5);print(d.getFloat32(8),new Uint8Array(d.buffer,8));
d.setUint8(0,257);d.setUint16(1,65537);d.setUint32(4,-1);print(new Uint8Array(d.buffer),d.getUint32(4),d.getInt32(4));
var v=new DataView(new Uint8Array([1,2,3,4,5,6]).buffer,2,3);
print(v.getUint8(0),v.getUint16(1),v.byteLength,v.byteOffset);
