// What Flash refuses
// needs: board
var s=require("Storage");
var f=require("Flash");s.write("x",new Uint8Array(1),0,64);var at=E.getAddressOf(s.read("x"),true);
function t(g){try{print(g())}catch(e){print(e.toString())}}
t(function(){return f.write(undefined,at+16)});
t(function(){return f.write([],at+16)});
t(function(){return f.erasePage()});
t(function(){return f.erasePage("x")});
t(function(){return f.read(4)});
t(function(){return f.write({},at+16)});
print(f.read(8,at+16));
