// What else SHA-256 takes, and what it refuses
// needs: board
var c=require("crypto");
function t(f){try{var r=f();print(r===undefined?"undefined":new Uint8Array(r).subarray(0,4))}catch(e){print(e.toString())}}
t(function(){return c.SHA256()});
t(function(){return c.SHA256(undefined)});
t(function(){return c.SHA256(5)});
t(function(){return c.SHA256({})});
t(function(){return c.SHA256({data:"ab",count:2})});
t(function(){return c.SHA256(new Int32Array([1,2]))});
t(function(){return c.SHA256([1,[2,3]])});
t(function(){return c.SHA1("abc")});
t(function(){return c.SHA224("abc")});
print(typeof c.SHA512,typeof c.SHA384,typeof c.PBKDF2,require("crypto")===c);
