// A watched button: pressed and released, 25 ms of stillness needed, time of the change
setWatch(function(e){print(e.state,Math.round(e.time*1000),e.lastTime===undefined?"first":Math.round(e.lastTime*1000),getTime()>e.time)},BTN,{repeat:true,edge:"both"});
print(digitalRead(BTN),BTN.read());
//@ 100 press
//@ 500 release
//@ 600 press
//@ 610 release
//@ 1000 end
