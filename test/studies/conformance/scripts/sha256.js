// SHA-256 of strings, arrays, views and long messages
// needs: board
var c=require("crypto");
function hex(b){var s="";new Uint8Array(b).forEach(function(x){s+=(x+256).toString(16).substr(1)});return s}
print(hex(c.SHA256("")),c.SHA256("").byteLength);
print(hex(c.SHA256("abc")));
print(hex(c.SHA256([97,98,99])));
print(hex(c.SHA256(new Uint8Array([97,98,99]))));
print(hex(c.SHA256(new Uint8Array([1,97,98,99,2]).subarray(1,4))));
print(hex(c.SHA256(new Uint8Array([97,98,99]).buffer)));
print(hex(c.SHA256(E.toString("a",[98],"c"))));
var long="";for(var i=0;i<20;i++)long+="0123456789";
print(hex(c.SHA256(long)));
print(hex(c.SHA256(c.SHA256("abc"))));
print(hex(c.SHA256(new Uint8Array(55))),hex(c.SHA256(new Uint8Array(56))),hex(c.SHA256(new Uint8Array(64))));
