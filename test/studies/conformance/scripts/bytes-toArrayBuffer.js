// E.toArrayBuffer takes strings only
print(E.toArrayBuffer("ab"),E.toArrayBuffer("").byteLength,E.toArrayBuffer([1,2]),E.toArrayBuffer(5),E.toArrayBuffer());
print(new Uint8Array(E.toArrayBuffer("\x00\xff")));
