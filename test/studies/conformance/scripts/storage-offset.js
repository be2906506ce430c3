// A file made larger than its data is blank behind them and takes later parts, once
// needs: board
var s=require("Storage");
print(s.write("f","head",0,16),E.toUint8Array(s.read("f")));
print(s.write("f","mid",6),E.toUint8Array(s.read("f")));
function t(f){try{print(f())}catch(e){print(e.toString())}}
t(function(){return s.write("f","again",4)});
t(function(){return s.write("f","toolong",12)});
t(function(){return s.write("f","x",16)});
t(function(){return s.write("f","x",-1)});
t(function(){return s.write("new","x",4)});
t(function(){return s.write("f","head",0,16)});
print(E.toUint8Array(s.read("f")));
t(function(){return s.write("f","mid",6)});
