// Strings: parts, search, case
var s="Hello World";
print(s.length,s[0],s[20],s.charAt(1),s.charAt(20).length,s.charCodeAt(1),s.charCodeAt(20));
print(s.indexOf("o"),s.indexOf("o",5),s.indexOf("z"),s.lastIndexOf("o"),s.lastIndexOf("o",5),s.indexOf(""));
print(s.substring(1,4),s.substring(4,1),s.substring(6),s.substr(1,3),s.substr(-3),s.substr(-3,2),s.slice(1,-1),s.slice(-3));
print(s.toUpperCase(),s.toLowerCase(),"  x ".trim(),s.startsWith("He"),s.startsWith("lo",3),s.endsWith("ld"),s.includes("lo W"));
print("ab".repeat(3),"5".padStart(3,"0"),"5".padEnd(3),"abc".padStart(2),"ab".concat("c",1));
print("b">"a","a"<"B","10"<"9","10"<9,"a"=="a","a"==="a","1"==1,"1"===1,""==0,"a"+1+2);
