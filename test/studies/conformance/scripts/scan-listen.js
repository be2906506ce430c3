// setScan listens all the time unless window and interval are given; only a stop lets new ones in
NRF.setScan(print);
setTimeout(function(){NRF.setScan(print,{window:50,interval:100})},500);
setTimeout(function(){NRF.setScan()},1000);
setTimeout(function(){NRF.setScan(print,{window:50,interval:100})},1500);
setTimeout(function(){NRF.setScan(false)},2000);
setTimeout(function(){NRF.setScan(print,{window:100,interval:50});NRF.setScan();NRF.setScan(print,{window:36.7,interval:110})},2500);
setTimeout(function(){NRF.setScan();NRF.setScan(print,{window:1,interval:20000})},3000);
setTimeout(function(){NRF.setScan();NRF.setScan(print,{window:2.5,interval:2.5})},3200);
setTimeout(function(){NRF.setScan();NRF.setScan(print,{window:3,interval:"6"})},3400);
//@ 4000 end
