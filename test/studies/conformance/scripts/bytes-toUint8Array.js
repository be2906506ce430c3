// E.toUint8Array joins whatever has bytes
print(E.toUint8Array("ab\xff",[1,256,-1],new Uint8Array([3]),300));
print(E.toUint8Array(),E.toUint8Array(""),E.toUint8Array([]));
print(E.toUint8Array({data:[1,2],count:2},{data:0,count:3}));
print(E.toUint8Array(true,1.9,-1.9,[true,false]));
var s="abcdefghijklmnopqrstuvwxyz";print(E.toUint8Array(s).length,E.toUint8Array(s.substr(3,4)));
function t(x){try{print(E.toUint8Array(x))}catch(e){print(e.toString())}}
t(undefined);t(null);t({});t({a:1});t(function(){});t([undefined]);t(["ab","c"]);
