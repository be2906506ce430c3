// The power goes at each write while a file is replaced: what is left, byte for byte
// needs: board
// cuts: 1-26
var s=require("Storage");
s.write("a","first content");s.write("b",[1,2,3]);s.write("a","second");s.erase("b");
