// With .bootrst there is no .bootcde, after load and after reset
// needs: board
var s=require("Storage");
s.write(".boot0","echo(0);print('boot0')");s.write(".bootrst","print('bootrst')");s.write(".bootcde","print('never')");load();
