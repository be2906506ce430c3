// A notification is cut to what the MTU takes
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
heard=function(e){var b=new Uint8Array(50).fill(7);tell("f0000003-0000-4000-8000-000000000000",b)};
//@ 100 connect 23
//@ 200 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 300 disconnect
//@ 600 connect 40
//@ 700 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 800 disconnect
//@ 1100 connect 247
//@ 1200 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 1500 end
