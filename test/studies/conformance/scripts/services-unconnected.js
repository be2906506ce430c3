// updateServices without a connection keeps the value; unknown services are an error
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
setTimeout(function(){
tell("f0000003-0000-4000-8000-000000000000",[1]);print("kept");
try{tell("f0000009-0000-4000-8000-000000000000",[1])}catch(e){print(e.toString())}
try{NRF.updateServices(5)}catch(e){print(e.toString())}
try{NRF.updateServices({"nonsense":{}})}catch(e){print(e.toString())}
NRF.disconnect();print("no connection to end");
},100);
//@ 500 end
