// How print shows values
print(1,"text",true,null,undefined,[],{},[1,2],["a"],{a:1},{a:"x",b:[1]});
print([[1,[2]],{a:{b:{c:1}}}]);
print({a:1,b:2,c:3,d:4,e:5,f:6});
print([undefined,null,NaN,"a\nb\"c"]);
print(function(a,b){return a+b});
print(new Date(0),new Error("e"),"");
print();print("");print("a\tb");print([""]);
console.log("log",1,[2]);
print(new Uint8Array(0),new Float32Array([1.5]),new ArrayBuffer(0),E.toString([1,2]),"\x01");
