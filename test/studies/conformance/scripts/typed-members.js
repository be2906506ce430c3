// A typed array has no other members than its own, to read or to write
var u=new Uint8Array(2);
try{u.x=1;print("written")}catch(e){print(e.toString())}
try{print(u.nothing)}catch(e){print(e.toString())}
try{u.nothing()}catch(e){print(e.toString())}
