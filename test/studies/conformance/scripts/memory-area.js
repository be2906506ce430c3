// Strings from Storage and their slices are views that compare and index like any other
// needs: board
var s=require("Storage");s.write("f","0123456789abcdefghij");
var m=s.read("f");
print(m.length,m[3],m.substr(5,3),m.charCodeAt(10),m=="0123456789abcdefghij",m.indexOf("abc"),typeof m);
print(E.toUint8Array(m).length,new Uint8Array(E.toArrayBuffer(m.substr(0,3))),E.CRC32(m)==E.CRC32("0123456789abcdefghij"));
var a=E.getAddressOf(m,true);print(a>0,a%4);
