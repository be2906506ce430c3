// After load: .boot0 to .boot3, then .bootcde, then E's init, then onInit
// clock: real
// needs: board
var s=require("Storage");
if(!s.read("done")){s.write("done","1");
s.write(".bootcde","print('code');E.on('init',function(){print('init')});function onInit(){print('onInit')}");
s.write(".boot1","print('boot1',typeof before)");s.write(".boot0","echo(0);print('boot0');var before=1;setTimeout(print,10,'timer of boot0')");s.write(".boot3","print('boot3')");
E.on("kill",function(){print("kill")});
load();print("after load");}
