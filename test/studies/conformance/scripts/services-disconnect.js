// The token ends the connection: its reason differs from the central's, and it advertises again
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
NRF.on("disconnect",function(r){print("disconnect",r)});
heard=function(e){print("bye");NRF.disconnect()};
//@ 100 connect 53
//@ 200 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 600 end
