// Holding for a while: a timer set at the press and cleared at the release
var t;setWatch(function(e){if(t)clearTimeout(t);t=e.state?setTimeout(function(){t=undefined;print("held",Math.round(getTime()*1000))},1000):undefined},BTN,{repeat:true,edge:"both"});
//@ 100 press
//@ 600 release
//@ 1000 press
//@ 2500 release
//@ 3000 end
