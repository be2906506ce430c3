// DataView past the end reads 0 and writes nothing, negative offsets are an error
function t(f){try{print(f())}catch(e){print(e.toString())}}
var d=new DataView(new ArrayBuffer(4));
t(function(){return d.getUint8(4)});
t(function(){return d.getUint32(1)});
t(function(){return d.getUint16(100)});
t(function(){return d.getUint8(-1)});
t(function(){d.setUint8(4,1);d.setUint32(2,0x01020304);return new Uint8Array(d.buffer)});
t(function(){return d.setUint8(-1,1)});
t(function(){return d.getUint8()});
t(function(){return d.getUint8("1")});
t(function(){d.setUint8(0);return d.getUint8(0)});
