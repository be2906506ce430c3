// slice of a typed array is a plain array
var u=new Uint8Array([1,2,3,4]);
print(u.slice(1,3),u.slice(-2),u.slice(),u.slice(2,1));
print(u.slice(1) instanceof Array,u.slice(1) instanceof Uint8Array,u.slice(0,1).length);
