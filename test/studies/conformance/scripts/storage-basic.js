// Storage: write, read, erase, list in order of writing, free bytes
// needs: board
var s=require("Storage");
print(s.getFree(),s.list());
print(s.write("a","hello"),s.write("b",[1,2,3]),s.write("c",new Uint8Array(5)),s.getFree());
print(s.read("a"),E.toUint8Array(s.read("b")),s.read("c").length,s.read("none"),s.list());
print(s.read("a",1),s.read("a",1,2),s.read("a",0,99),s.read("a",9).length,s.read("a",-2),s.read("a",2,-1));
s.erase("b");s.erase("none");print(s.list(),s.getFree(),s.read("b"));
print(s.readArrayBuffer("a"),new Uint8Array(s.readArrayBuffer("a")),s.readArrayBuffer("none"));
