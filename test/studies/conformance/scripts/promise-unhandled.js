// A rejection that nobody takes is printed, and is not fatal
Promise.reject("plain");
new Promise(function(ok,no){setTimeout(no,5,"later")});
Promise.resolve(1).then(function(){throw new Error("thrown")});
Promise.reject(new Error("an error"));
setTimeout(print,20,"end");
