// What typed arrays refuse to be made of
function t(f){try{print(f())}catch(e){print(e.toString())}}
t(function(){return new Uint8Array("ab")});
t(function(){return new Uint8Array(-1)});
t(function(){return new Uint8Array(undefined)});
t(function(){return new Uint8Array(null)});
t(function(){return new Uint8Array()});
t(function(){return new Uint8Array({})});
t(function(){return new ArrayBuffer(-1)});
t(function(){return new ArrayBuffer("x")});
t(function(){return new DataView([1])});
