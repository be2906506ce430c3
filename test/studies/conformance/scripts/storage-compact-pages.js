// Compaction starts at the first page that holds trash: a first file that fills its pages stays where it is
// needs: board
var s=require("Storage");
s.write("log",new Uint8Array(1),0,8192-32);
var at=E.getAddressOf(s.read("log"),true);
var data=new Uint8Array(1000);
for(var i=0;i<4;i++){data.fill(i+1);s.write("f",data)}
print(s.getStats());s.compact();
print(s.getStats(),E.getAddressOf(s.read("log"),true)-at,E.getAddressOf(s.read("f"),true)-at,s.read("f").charCodeAt(5));
