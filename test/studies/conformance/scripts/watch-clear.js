// clearWatch takes one away, or all; unknown ones are an error
var a=setWatch(function(){print("never a")},BTN,{repeat:true}),b=setWatch(function(){print("b")},BTN,{repeat:true});
clearWatch(a);
try{clearWatch(99)}catch(e){print(e.toString())}
try{clearWatch(undefined)}catch(e){print(e.toString())}
try{setWatch(5,BTN)}catch(e){print(e.toString())}
try{setWatch(print,BTN,{edge:"sideways"})}catch(e){print(e.toString())}
setTimeout(function(){clearWatch()},300);
//@ 100 press
//@ 200 release
//@ 400 press
//@ 600 end
