// How print cuts long arrays and strings
var a=[];for(var i=0;i<120;i++)a.push(i);print(a);
var s="";for(i=0;i<30;i++)s+="0123456789";print(s);print([s]);
print(new Uint8Array(150).fill(3));
var o={};for(i=0;i<60;i++)o["k"+i]=i;print(o);
