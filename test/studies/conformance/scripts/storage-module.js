// require runs a file of Storage once, before modules of its own
// needs: board
var s=require("Storage");
s.write("m","exports.n=0;exports.up=function(){return ++exports.n};print('loaded')");
var m=require("m");print(m.up(),require("m").up(),require("m")===m);
s.write("boom","throw 'in module'");try{require("boom")}catch(e){print("caught",e)}
s.write("whole","module.exports=5");print(require("whole"));
