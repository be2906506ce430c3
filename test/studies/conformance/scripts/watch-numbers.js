// A watch's number is the last one's and one more, so that numbers come again
// needs: board
var a=setWatch(print,BTN),b=setWatch(print,BTN);
clearWatch(b);
var c=setWatch(print,BTN);
print(a,b,c);
clearWatch(a);
print(setWatch(print,BTN));
clearWatch();
print(setWatch(print,BTN));
clearWatch();
