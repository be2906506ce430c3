// A token listens during a connection too
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
NRF.setScan(function(d){print("heard",d.rssi)},{window:50,interval:50});
//@ 100 connect 53
//@ 200 hear c0:11:22:33:44:55 -60 020106
//@ 300 disconnect
//@ 400 hear c0:11:22:33:44:55 -61 020106
//@ 500 end
