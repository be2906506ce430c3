// Date.now, getTime and new Date() tell the same time
var a=getTime(),b=Date.now()/1000,c=new Date().getTime()/1000;
print(Math.abs(a-b)<0.1,Math.abs(b-c)<0.1,typeof a,typeof b,a<=getTime());
