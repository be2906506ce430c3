// What Storage refuses
// needs: board
var s=require("Storage");
function t(f){try{print(f())}catch(e){print(e.toString())}}
t(function(){return s.write("a","")});
t(function(){return s.write("a",[])});
t(function(){return s.write("a")});
t(function(){return s.write("a",undefined)});
t(function(){return s.write("a","x",0,-5)});
t(function(){return s.write("a","x",0,41000)});
t(function(){return s.write("a",5)});
t(function(){return s.write("a",{x:1})});
t(function(){return s.read("a")});
t(function(){return s.read()});
t(function(){return s.read("")});
t(function(){return s.write("","x")});
print(s.list());
