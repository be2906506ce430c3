// Seven notifications wait in the radio; more are lost without a word
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
heard=function(e){for(var i=0;i<10;i++)tell("f0000003-0000-4000-8000-000000000000",[i]);print("told")};
//@ 100 connect 23
//@ 200 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 400 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 02
//@ 1000 end
