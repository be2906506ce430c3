// toFixed rounds its last digit only, and none where no digits are asked for
print((0.5).toFixed(0),(1.5).toFixed(0),(2.51).toFixed(0),(-2.5).toFixed(0));
print((0.125).toFixed(2),(0.375).toFixed(2),(9.99).toFixed(1),(9.94).toFixed(1),(0.96).toFixed(1),(1.999).toFixed(2));
print((3.14159).toFixed(2),(1e3).toFixed(1),(-1.005).toFixed(2),(0).toFixed(3),(123456.789).toFixed(1));
