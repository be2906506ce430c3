// Reading and writing elements, out of range too
var u=new Uint8Array(3);
u[0]=257;u[1]=-1;u[2]="12";
print(u,u[3],u["1"]);
u[3]=5;print(u.length,u);
u[1]=undefined;u[2]=null;print(u);
u[0]=true;u[1]=3.99;u[2]=-3.99;print(u);
var i=new Int32Array(1);i[0]=3e9;print(i[0]);i[0]=-3e9;print(i[0]);i[0]=NaN;print(i[0]);
