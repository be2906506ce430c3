// E.CRC32 of strings, arrays and typed arrays, unsigned
print(E.CRC32("123456789"),E.CRC32(""),E.CRC32([49,50,51]),E.CRC32(new Uint8Array([49,50,51])),E.CRC32("123"));
print(E.CRC32(new Uint8Array([1,2,3,4]).subarray(1,3)),E.CRC32([2,3]),E.CRC32(5),E.CRC32([[1],2]));
try{print(E.CRC32())}catch(e){print(e.toString())}
try{print(E.CRC32({}))}catch(e){print(e.toString())}
print(E.CRC32(new Uint8Array(100).fill(7))&65535);
