// try, catch, finally and what can be thrown
try{throw "text"}catch(e){print(e)}
try{throw 5}catch(e){print(e+1)}
try{throw new Error("m")}catch(e){print(e.message,e.toString(),typeof e,e instanceof Error)}
try{throw {code:3}}catch(e){print(e.code)}
try{throw new TypeError("t")}catch(e){print(e.message,e.toString())}
function f(){try{return "returned"}finally{print("finally")}}
print(f());
try{try{throw 1}finally{print("inner finally")}}catch(e){print("outer",e)}
try{try{throw 1}catch(e){throw e+1}}catch(e){print(e)}
try{print("no error")}catch(e){print("never")}finally{print("end")}
