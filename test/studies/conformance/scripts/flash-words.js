// Unaligned writes leave their neighbours as they are
// needs: board
var s=require("Storage");
var f=require("Flash");s.write("x",new Uint8Array([255]),0,32);var at=E.getAddressOf(s.read("x"),true);
f.write([1],at+1);f.write([2,3,4,5,6],at+3);f.write(new Uint8Array(3),at+13);print(f.read(20,at));
f.write(E.toUint8Array([9,9],"z"),at+20);print(f.read(12,at+20));
