// Promise.all waits for all, in their order, and takes values that are no promises
var ok;
Promise.all([new Promise(function(r){ok=r}),2,Promise.resolve(3)]).then(function(a){print("all",a)});
Promise.all([]).then(function(a){print("none",a.length)});
Promise.all([Promise.resolve(1),Promise.reject("no")]).then(function(){print("never")},function(e){print("rejected",e)});
setTimeout(function(){ok("late")},10);
