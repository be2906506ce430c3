// E.srand makes the numbers of Math.random and Math.randInt: the same ones after the same seed, poor ones after a poor seed
function some(n){var s=[];for(var i=0;i<n;i++)s.push(Math.random()*0x80000000);return s.join()}
[1,2,0xDEADBEEF,-5,0x12340000,4294967297,2.9,"77",undefined].forEach(function(seed){E.srand(seed);print(seed,some(5))});
E.srand(0);print(Math.random(),Math.random());
E.srand(99);var before=some(3);E.srand(99);print(some(3)==before);
E.srand(7);print(Math.randInt(10),Math.randInt(1000),Math.randInt(1),Math.randInt(70000));
E.srand(0xCAFEBABE);var least=1,most=0;
for(var i=0;i<300;i++){var r=Math.random();if(r<least)least=r;if(r>most)most=r}
print((least*0x80000000)|0,(most*0x80000000)|0);
