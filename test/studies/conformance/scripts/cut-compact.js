// The power goes during compaction: Storage is whole, or lost, as it happens
// needs: board
// cuts: 1524 1525 1530-2530/100 2546-2553
var s=require("Storage");
var d=new Uint8Array(2000);for(var i=0;i<3;i++){d.fill(i);s.write("f"+i,d)}
s.erase("f0");s.compact();print(s.list());
