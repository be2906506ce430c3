// for-in over a typed array gives numbers as text; length cannot be changed
var u=new Uint8Array([7,8]);
for(var i in u)print(i,typeof i,u[i]);
for(var x of u)print(x);
try{u.length=1;print(u.length)}catch(e){print(e.toString())}
