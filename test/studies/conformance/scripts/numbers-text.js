// How numbers are written
print(1/3,2/3,0.1+0.2,1.5,-1.25,100,1e6,123456789012,1e15,9007199254740991);
print(1e-5,0.000123,1e-6,5e-7,1.5e-9,-0,0,NaN,Infinity,-Infinity);
print(123456.789,99999.99999,0.999999999999,3.0000000001,1234567.125);
print(String(1.0),""+2.50,(255).toString(16),(255).toString(2),(-255).toString(16),(35).toString(36),(3.5).toString());
print((3.14159).toFixed(2),(2.5).toFixed(0),(1e3).toFixed(1),(-1.005).toFixed(2),(0).toFixed(3));
print(1700000000.123,1700000000123,1.7e9/3);
