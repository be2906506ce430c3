// fill, with start and end, and of other types
print(new Uint8Array(4).fill(7),new Uint8Array(4).fill(300),new Uint8Array(4).fill(1,2),new Uint8Array(5).fill(1,1,3));
print(new Uint8Array(4).fill(2,-2),new Int32Array(2).fill(-1),new Uint16Array(3).fill(65537));
var u=new Uint8Array([1,2,3,4,5]);u.subarray(1,3).fill(0);print(u,u.fill(9)===u);
