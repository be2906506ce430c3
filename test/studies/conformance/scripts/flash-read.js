// Flash.read: lengths, a copy, and other addresses
// needs: board
var s=require("Storage");
var f=require("Flash");s.write("x","abcdef");var at=E.getAddressOf(s.read("x"),true);
var r=f.read(3,at);print(r,r instanceof Uint8Array);r[0]=0;print(f.read(3,at));
print(f.read(0,at),f.read(-1,at),f.read(2,at+4));
print(f.getPage(at),f.getPage(at+4095).addr-f.getPage(at).addr);
