// Objects: keys, values, entries, assign, in, delete, hasOwnProperty
var o={a:1,"b c":2,z:4};
print(Object.keys(o),Object.values(o),Object.entries(o));
print("a" in o,"z" in o,o.hasOwnProperty("a"),o.hasOwnProperty("toString"),delete o.a,o);
print(Object.assign({x:1},{y:2},{x:3}),Object.fromEntries([["k",1]]));
print(o.none,o["b c"],o[3],typeof o.none);
var p=Object.create({inherited:5});p.own=1;print(p.inherited,p.own,Object.keys(p));
for(var k in p)print(k);
print({}=={},o==o,[]+"",{}+"",typeof null,typeof [],typeof function(){},typeof "a",typeof 1,typeof true,typeof undefined);
