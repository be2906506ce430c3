// indexOf, join, reverse, sort, map, forEach and their like on typed arrays
var u=new Uint8Array([5,3,200,3]);
print(u.indexOf(3),u.indexOf(9),u.join("-"),u.join(),u.toString(),""+u);
u.forEach(function(x,i,a){print(i,x,a===u)});
print(u.map(function(x){return x*2}),u.filter(function(x){return x<10}),u.reduce(function(a,x){return a+x},0));
print(u.find(function(x){return x>100}),u.findIndex(function(x){return x>100}),u.includes(200));
print(u.some(function(x){return x==5}),u.every(function(x){return x>3}));
print(u.reverse(),u.sort(),new Int8Array([3,-1,10,2]).sort());
print(new Uint8Array([1,10,9]).sort(function(a,b){return b-a}));
