// A file on flash: 24 bits of size, 8 of flags, 28 of name, data; a deleted one has no name's first word
// needs: board
var s=require("Storage");
var f=require("Flash");s.write("identity","abcde");
var at=E.getAddressOf(s.read("identity"),true);
print(at,f.read(44,at-32));s.erase("identity");print(f.read(44,at-32));
