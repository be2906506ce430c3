// Services as an object: flags, service data, list of services, manufacturer and name
NRF.setAdvertising({0x180F:[95]},{interval:500});
setTimeout(function(){NRF.setAdvertising({0x4e56:undefined},{showName:false})},500);
setTimeout(function(){NRF.setAdvertising({},{name:"Thing",manufacturer:0})},1000);
setTimeout(function(){NRF.setAdvertising({},{manufacturer:0x22b5,manufacturerData:[1,2,3],showName:false})},1500);
setTimeout(function(){NRF.setAdvertising({},{discoverable:false,showName:false,manufacturer:0})},2000);
setTimeout(function(){NRF.setAdvertising({},{flags:false,showName:false,manufacturer:0})},2500);
//@ 3000 end
