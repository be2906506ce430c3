// An error in a boot file is printed, and the next one runs
// clock: real
// needs: board
var s=require("Storage");
s.write(".boot0","echo(0);print('a');throw 'from boot0';print('never')");s.write(".boot1","nowhere()");s.write(".boot2","setTimeout(function(){throw 'later'},5)");s.write(".bootcde","print('code')");load();
