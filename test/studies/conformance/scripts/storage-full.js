// Storage fills up: what fits exactly goes in, one byte more does not
// needs: board
var s=require("Storage");
s.write("log",new Uint8Array(1),0,36864-32);print(s.getFree());
var f=s.getFree();
try{print(s.write("x","y",0,f))}catch(e){print(e.toString())}
try{print(s.write("x","y",0,f-32))}catch(e){print(e.toString())}
print(s.getFree(),s.getStats().fileBytes,s.list());
try{print(s.write("z","1"))}catch(e){print(e.toString())}
