// for-in and Object.keys go through an object in order of making
var o={b:1,a:2};o.c=3;o.d=4;o.a=6;
for(var k in o)print(k,typeof k,o[k]);
delete o.b;o.b=7;print(Object.keys(o),JSON.stringify(o));
for(k in [5,6])print(k,typeof k);
for(k in "ab")print(k);
for(k in {})print("never");
var sparse=[];sparse[3]=1;sparse[1]=2;for(k in sparse)print("sparse",k,sparse[k]);
