// reset runs .boot0 to .boot3 and not .bootcde
// needs: board
var s=require("Storage");
s.write(".boot0","echo(0);print('boot0')");s.write(".boot1","print('boot1')");s.write(".bootcde","print('never')");
setTimeout(print,20,"timer that reset takes away");reset();print("after reset");
