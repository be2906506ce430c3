// A string that Storage gave shows what is written to flash afterwards
// needs: board
var s=require("Storage");
s.write("x",new Uint8Array([255]),0,8);var m=s.read("x"),at=E.getAddressOf(m,true);
print(E.toUint8Array(s.read("x")));require("Flash").write([1,2,3,4],at);print(E.toUint8Array(s.read("x")));
