// A then without a handler passes on; a rejection goes to the next catch; catch gives a value
Promise.resolve(1).then().then(function(x){print(x);throw "bad"}).then(function(){print("never")}).catch(function(e){print("caught",e);return 7}).then(function(x){print(x)});
Promise.reject("r").then(function(){print("never")},function(e){print("second",e)});
Promise.resolve().then(function(){return Promise.resolve("inner")}).then(print);
