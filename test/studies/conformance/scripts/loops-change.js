// What is added or taken away while for-in and forEach run
var a=[1,2,3],n=0;
a.forEach(function(x){print(x);a[2]=8});
print(a);
var t="";for(var x of [1,2,3]){t+=x;if(x==2)break}print(t);
for(var i=0,s=0;i<5;i++){if(i==1)continue;if(i==4)break;s+=i}print(s,i);
do{s--}while(s>2);print(s);
switch(s){case 1:print("one");case 2:print("two");case 3:print("three");break;default:print("never")}
switch("x"){case "y":print("y");break;default:print("default")}
