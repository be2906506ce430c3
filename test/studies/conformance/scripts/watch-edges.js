// Watches of one edge, once and without debounce; a button's watch is for pressing unless told otherwise
setWatch(function(e){print("standard",e.state)},BTN,{repeat:true});
setWatch(function(e){print("falling",e.state)},BTN,{edge:"falling",repeat:true});
setWatch(function(e){print("once",e.state)},BTN,{edge:"both"});
setWatch(function(e){print("no debounce",e.state)},BTN,{edge:"both",repeat:true,debounce:0});
setWatch(function(e){print("plain",e.state)},BTN,true);
//@ 100 press
//@ 500 release
//@ 700 press
//@ 720 release
//@ 1000 end
