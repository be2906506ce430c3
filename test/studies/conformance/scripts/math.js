// Math as far as programs use it
print(Math.floor(1.7),Math.floor(-1.2),Math.ceil(1.2),Math.ceil(-1.7),Math.abs(-3),Math.abs(2.5),Math.sign(-4),Math.sign(0));
print(Math.round(0.5),Math.round(1.5),Math.round(-0.5),Math.round(-1.5),Math.round(2.4),Math.round(-2.6));
print(Math.min(3,1,2),Math.max(3,1,2),Math.min(),Math.max(),Math.min(5),Math.max(1,NaN),Math.min("2",3));
print(Math.pow(2,9),Math.pow(2,16)==65536,Math.pow(10,3)==1000,Math.pow(2,21)==2097152,Math.pow(-2,3),Math.pow(2,0.5),Math.pow(10,-2),Math.sqrt(16),Math.sqrt(2),Math.sqrt(-1));
print(Math.exp(1),Math.log(10),Math.atan2(1,1),Math.PI,Math.E,Math.LN2,Math.SQRT2);
print(Math.floor(4294967295.5),Math.floor(1e12+0.5),Math.round(1700000000.5),Math.floor("3.7"),Math.floor(-0.5));
