// A timer's number is the last one's and one more, so that numbers come again
var x=setTimeout(print,50,"x"),y=setTimeout(print,60,"never");
clearTimeout(y);
var z=setTimeout(print,70,"z");
print(x,y,z);
clearTimeout(y);
clearTimeout(x);
print(setInterval(function(){print("last");clearInterval()},90));
var a=setTimeout(function(){
  clearTimeout(a);
  a=setTimeout(print,5,"made in its own callback");
  print(a);
},20);
print(a);
