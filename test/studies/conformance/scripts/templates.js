// Template strings, let, const and arrow functions
let a=1;const b=2;
print(`a${a+b}c`,`line
two`);
{let a=5;print(a)}
print(a,typeof (()=>1),(()=>({x:1}))().x);
try{b=3;print(b)}catch(e){print(e.toString())}
