// updateServices notifies what is subscribed; empty values are left alone
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
heard=function(e){
  tell("f0000002-0000-4000-8000-000000000000",[1,2,3]);tell("f0000003-0000-4000-8000-000000000000","text");tell("f0000002-0000-4000-8000-000000000000",[]);tell("f0000003-0000-4000-8000-000000000000",new Uint8Array([7]));
  try{tell("f0000003-0000-4000-8000-000000000000",new Uint8Array(50));print("fifty")}catch(e){print(e.toString())}
};
//@ 100 connect 53
//@ 200 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 1000 end
