// A settled promise stays as it is; handlers that come later run too
var p=new Promise(function(ok,no){ok(1);ok(2);no(3)});
p.then(function(x){print("a",x)});
setTimeout(function(){p.then(function(x){print("b",x)})},5);
var q=new Promise(function(ok){setTimeout(ok,10,"slow")});
q.then(function(x){print("c",x)});q.then(function(x){print("d",x)});
