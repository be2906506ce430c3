// Arrays: map, filter, reduce, some, every, find, fill, sort
print([1,2,3].map(function(x,i,a){return x*i+a.length}),[1,2,3].filter(function(x){return x&1}));
print([1,2,3].reduce(function(a,x){return a+x}),[1,2,3].reduce(function(a,x,i){return a+x*i},10));
print([1,2].some(function(x){return x>1}),[].some(function(){return 1}),[1,2].every(function(x){return x>0}),[].every(function(){return 0}));
print([5,6].find(function(x){return x>5}),[5].find(function(){}),[5,6].findIndex(function(x){return x>5}));
print([1,2,3].fill(0),[1,2,3].fill(9,1),Array(3).fill(7),new Array(2).fill("a",0,1));
print([10,9,1].sort(),["b","a","C"].sort(),[10,9,1].sort(function(a,b){return a-b}),[[2,"b"],[1,"a"]].sort(function(a,b){return a[0]-b[0]}));
try{print([].reduce(function(){}))}catch(e){print(e.toString())}
