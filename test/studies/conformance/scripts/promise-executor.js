// What a promise's executor throws rejects it; no function at all is an error
new Promise(function(){throw "thrown"}).catch(function(e){print("caught",e)});
try{new Promise()}catch(e){print(e.toString())}
print(typeof Promise,typeof Promise.resolve(1),typeof Promise.race,typeof Promise.resolve().finally);
print(Promise.resolve(1) instanceof Promise);
setTimeout(function(){try{new Promise(5)}catch(e){print("never")}},5);
