// A catch added to a promise that has long settled passes its value on as a rejection
var p=Promise.resolve("v");
setTimeout(function(){p.catch(function(){print("never")}).then(function(x){print("fulfilled",x)},function(x){print("rejected",x)})},5);
setTimeout(function(){p.then(function(x){return x+1}).catch(print).then(function(x){print("in time",x)})},10);
