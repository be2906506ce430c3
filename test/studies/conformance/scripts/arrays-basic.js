// Arrays: push, pop, shift, unshift, splice, slice, concat, indexOf
var a=[1,2,3];
print(a.push(4),a.push(5,6),a,a.pop(),a.shift(),a.unshift(0),a,a.length);
print(a.splice(1,2),a,a.splice(1,0,"x","y"),a,a.splice(-1),a,a.splice(1),a);
print([1,2,3].slice(1),[1,2,3].slice(-2,-1),[1].concat([2,3],4,[[5]]),[3,4].indexOf(4),[3,4].indexOf("4"),[1,2].includes(2));
print([1,2,3].join("-"),[1,,3].join(),[null,undefined].join(),[].join(),[1,[2,3]].toString());
print([3,2,1].reverse(),[].pop(),[].shift(),[1,2][5],[1,2]["1"],Array(3).length,new Array(1,2),Array.isArray([]));
