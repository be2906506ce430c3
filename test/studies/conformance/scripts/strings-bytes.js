// Strings hold bytes: every code from 0 to 255
var s=String.fromCharCode(0,1,127,128,255);
print(s.length,s.charCodeAt(0),s.charCodeAt(4),JSON.stringify(s),s);
print([s]);
print("\x00\xff\u0041\n\t\\".length,"\x41\101");
print(String.fromCharCode(300).charCodeAt(0),String.fromCharCode().length,String.fromCharCode(65.7),String.fromCharCode(-1).charCodeAt(0));
print("\x00a"=="\x00a","\x00a"<"\x00b","\xff">"a",("\x00"+"a").indexOf("a"));
var o={};o["\x00\xff"]=1;print(o["\x00\xff"],Object.keys(o)[0].length);
