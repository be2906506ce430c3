// Storage's statistics: headers of 32 bytes, data padded to 4, replaced files as trash
// needs: board
var s=require("Storage");
s.write("a","12345");s.write("b","1234");print(s.getStats());
s.write("a","12345");print(s.getStats());
s.write("a","54321");print(s.getStats());
s.erase("b");print(s.getStats());
