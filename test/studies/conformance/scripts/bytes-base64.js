// btoa and atob keep every byte
var s="";for(var i=0;i<256;i+=5)s+=String.fromCharCode(i);
print(btoa(s),atob(btoa(s))==s,btoa(""),btoa("a"),btoa("ab"),atob("YQ=="),atob("YWI=").length);
print(btoa(new Uint8Array([1,2,3])),btoa([255,254]));
print(JSON.stringify(atob("YW Jj")),JSON.stringify(atob("YWJ")),JSON.stringify(atob("")));
