// A connection does not come about while the token is not connectable, and ends advertising while it lasts
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:100});
NRF.on("connect",function(){print("connected");NRF.setAdvertising(new Uint8Array([2,1,4]),{interval:500})});
//@ 500 connect 53
//@ 1000 disconnect
//@ 1500 end
