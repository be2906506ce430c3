// compact takes trash away and moves what is behind it
// needs: board
var s=require("Storage");
var data=new Uint8Array(1000);
for(var i=0;i<6;i++){data.fill(i);s.write("f"+i,data)}
var first=E.getAddressOf(s.read("f0"),true);
s.erase("f1");s.erase("f3");print(s.getStats());
s.compact();print(s.getStats(),s.list());
s.list().forEach(function(n){var m=s.read(n);print(n,m.length,m.charCodeAt(0),m.charCodeAt(999),E.getAddressOf(m,true)-first)});
