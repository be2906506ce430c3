// sleep ends a connection and keeps silent until wake
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
NRF.on("disconnect",function(r){print("disconnect",r)});
heard=function(e){NRF.sleep()};
setTimeout(function(){NRF.wake()},600);
//@ 100 connect 53
//@ 200 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 800 end
