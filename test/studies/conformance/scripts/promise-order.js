// Promises react after the code that runs, before timers that come due later
setTimeout(print,5,"timer");
Promise.resolve(1).then(function(x){print("then",x);return 2}).then(function(x){print("then",x)});
new Promise(function(ok){print("executor");ok(5)}).then(function(x){print("resolved",x)});
print("main");
