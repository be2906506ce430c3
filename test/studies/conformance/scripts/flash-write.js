// Flash.write clears bits only; erasing a page sets them all
// needs: board
var s=require("Storage");
var f=require("Flash");s.write("x",new Uint8Array(1),0,8192);
var p=f.getPage(E.getAddressOf(s.read("x"),true)+4096),at=p.addr;
print(p.length,at%4096,f.read(8,at));
f.write([1,2,3,4],at);print(f.read(8,at));
f.write([0xF0,0x0F,255,255],at);print(f.read(8,at));
f.write(new Uint8Array([9,8,7,6,5,4,3,2]),at+8);print(f.read(16,at));
f.write("ab",at+16);print(f.read(4,at+16));f.write("cd",at+18);print(f.read(4,at+16));
f.write([7],at+21);print(f.read(8,at+16));
f.erasePage(at);print(f.read(24,at));
f.erasePage(at+100);print(f.read(2,at));
