// A later setServices restarts the radio, after the connection if there is one; no updates meanwhile
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
NRF.on("advertising",function(on){print("advertising",on)});
setTimeout(function(){print("again");NRF.setServices(services,{uart:false})},200);
setTimeout(function(){print("connected");NRF.setServices(services,{uart:false});try{tell("f0000003-0000-4000-8000-000000000000",[1])}catch(e){print(e.toString())}},600);
//@ 500 connect 53
//@ 700 disconnect
//@ 1000 end
