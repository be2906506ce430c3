// subarray is a view on the same bytes, with offsets that add up
var u=new Uint8Array([1,2,3,4,5,6]),s=u.subarray(2,5),t=s.subarray(1);
print(s,t,s.length,t.length,s.byteOffset,t.byteOffset);
s[0]=30;t[0]=40;u[4]=50;print(u,s,t);
print(u.subarray(-2),u.subarray(1,-1),u.subarray(4,2),u.subarray(9));
print(new Uint8Array(s.buffer).length,new Uint8Array(s.buffer,s.byteOffset,s.length));
print(new Uint16Array([1,2,3]).subarray(1),new Uint16Array([1,2,3]).subarray(1).byteOffset);
print(u.subarray(),u.subarray(undefined,2));
