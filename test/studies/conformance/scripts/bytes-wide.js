// Elements wider than a byte: which functions cut them to 8 bits and which take all of their bytes
// needs: board
var w=new Int32Array([0x01020304,-2]),h=new Uint16Array([0x0102,300]);
function hex(b){return btoa(E.toString(b))}
var c=require("crypto");
print(hex(c.SHA256(w))==hex(c.SHA256(w.buffer)),hex(c.SHA256(w))==hex(c.SHA256([4,3])),hex(c.SHA256(h))==hex(c.SHA256(h.buffer)));
print(E.CRC32(w)==E.CRC32(w.buffer),E.CRC32(w)==E.CRC32([4,254]),E.CRC32(h)==E.CRC32([2,44]));
print(E.toString(w).length,E.toUint8Array(w),E.toUint8Array(h),btoa(w));
var s=require("Storage");s.write("w",w);print(E.toUint8Array(s.read("w")));s.write("h",h);print(E.toUint8Array(s.read("h")));
s.write("v",w.subarray(1));print(E.toUint8Array(s.read("v")));
print(E.toUint8Array(w.buffer),E.toUint8Array(w.subarray(1)),E.toUint8Array(w,h));
var f=require("Flash"),at=E.getAddressOf(s.read("v"),true)+64;
f.write(w,at);f.write(h,at+8);print(f.read(12,at));
print(new Uint8Array(w),new Uint8Array(4).set(w));
