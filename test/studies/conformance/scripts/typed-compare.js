// Typed arrays and buffers are compared by identity; their type shows in instanceof
var a=new Uint8Array([1]),b=new Uint8Array([1]);
print(a===a,a.buffer===a.buffer,a==1,a=="1");
print(a instanceof Uint8Array,a instanceof Array,a.buffer instanceof ArrayBuffer,typeof a,Array.isArray(a));
print(a.constructor===Uint8Array,Object.keys(a),a.hasOwnProperty("length"),"0" in a,1 in a);
