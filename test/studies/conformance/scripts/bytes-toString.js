// E.toString joins whatever has bytes
print(JSON.stringify(E.toString("a",[98,99],new Uint8Array([100,0,255]),{data:"x",count:3},101)));
print(JSON.stringify(E.toString(new Uint16Array([257,98]))),JSON.stringify(E.toString([[1,[2]],3])));
print(E.toString().length,E.toString("").length,E.toString([]).length,typeof E.toString("a"));
print(E.toString({callback:function(){return [65,66]}}));
print(E.toString(new Uint8Array([1,2,3]).buffer).length,E.toString(new Uint8Array([1,2,3]).subarray(1)).length);
