// Functions of an evaluated file run from flash as they would from memory
// needs: board
var s=require("Storage");
s.write("code","function twice(x){return x*2}\nvar made='here';(function(){made+=' and there'})();");
eval(s.read("code"));print(twice(21),made);
s.write("expr","1+2");print(eval(s.read("expr")));
