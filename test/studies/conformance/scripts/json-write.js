// JSON.stringify
print(JSON.stringify({a:1,b:"x",c:[1,null,true],d:undefined,e:function(){}}));
print(JSON.stringify("q\"\\\n\x01\x7f\xff"),JSON.stringify([undefined,function(){},NaN,Infinity,-0]),JSON.stringify(undefined),JSON.stringify(null));
print(JSON.stringify(new Uint8Array([1,2])),JSON.stringify(new ArrayBuffer(2)),JSON.stringify([]),JSON.stringify({}),JSON.stringify(1.5),JSON.stringify(1/3));
print(JSON.stringify({a:{b:[{c:1}]}}),JSON.stringify({"a b":1}),JSON.stringify(true));
print(JSON.stringify({toJSON:function(){return 5}}),JSON.stringify(new Date(0)));
