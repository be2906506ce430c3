// The power goes between Flash's words and erases
// needs: board
// cuts: 10-22
var s=require("Storage");
s.write("x",new Uint8Array(1),0,4100);var f=require("Flash"),at=E.getAddressOf(s.read("x"),true);
f.write([1,2,3,4,5,6],at+5);f.erasePage(at+4096);f.write("abcd",at+4096-4);
