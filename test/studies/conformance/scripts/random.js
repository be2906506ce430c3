// Random numbers: their range and kind
// needs: board
var n=0,ok=true;for(var i=0;i<50;i++){var r=Math.random();if(!(r>=0&&r<1))ok=false;var h=E.hwRand();if(h!=(h|0))ok=false;if(h<0)n++}
print(ok,n>5&&n<45,typeof E.hwRand());
