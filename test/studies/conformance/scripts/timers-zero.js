// A timeout of 0, of a negative time, of none and of NaN all come at the next idle pass, in order
setTimeout(function(){print(0)},0);
setTimeout(function(){print(-5)},-5);
setTimeout(function(){print("none")});
setTimeout(function(){print("NaN")},NaN);
setTimeout("print('text')",1);
print("main");
