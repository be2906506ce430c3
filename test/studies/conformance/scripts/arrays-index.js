// Writing past the end of an array, holes, negative and text indices
var a=[];a[3]=1;print(a.length,a[0],a);
a["5"]=2;print(a.length);a[-1]="m";print(a.length,a[-1]);
a.name="n";print(a.length,a.name);
delete a[3];print(a.length,a[3],3 in a);
