// Operators and their precedence
print(1+2*3,(1+2)*3,2*3%4,1<2==true,!0+1,-2*-3,1+ +"2",!!"a",!"",typeof 1+1);
print(1&&0||2,0||null,null||"x",undefined&&1,1?2:3,0?1:0?2:3,(1,2));
var i=5;print(i++ + ++i,i,i-- - --i,i);
var a=b=3;print(a,b);a+=2;a-=1;a*=3;a/=4;a%=2;print(a);
print(null==undefined,null===undefined,NaN==NaN,0==-0,"0"==false,null==0,undefined==0);
print(void 0,"a" in {a:1},1 in [1,2],null??"d",0??"d");
