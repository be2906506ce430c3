// eraseAll leaves nothing
// needs: board
var s=require("Storage");
s.write("a","x");s.write("b","y");s.eraseAll();print(s.list(),s.getStats(),s.read("a"));
s.write("c","z");print(E.toUint8Array(require("Flash").read(40,E.getAddressOf(s.read("c"),true)-32)));
