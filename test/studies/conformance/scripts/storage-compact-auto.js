// When no hole is large enough Storage compacts by itself
// needs: board
var s=require("Storage");
var data=new Uint8Array(6000);
for(var i=0;i<9;i++){data[0]=i;s.write("f",data);print(i,s.getStats().freeBytes,s.getStats().trashBytes,s.read("f").charCodeAt(0))}
