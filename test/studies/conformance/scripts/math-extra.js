// What Espruino adds to Math
print(Math.clip(5,1,3),Math.clip(-5,1,3),Math.clip(2,1,3),Math.wrap(7,5),Math.wrap(-1,5),Math.wrap(2.5,1));
var r=Math.random();print(r>=0&&r<1,typeof r);
var k=Math.randInt(10);print(k>=0&&k<10&&k==(k|0));
print(typeof Math.trunc,typeof Math.imul,typeof Math.log2,typeof Math.hypot);
