// Who listens while somebody is connected hears, and tells what it heard at once
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
NRF.setAdvertising(new Uint8Array([2,1,6]),{interval:200,connectable:true,scannable:true});
var reader=function(a){print("hears",a.rssi);tell("f0000003-0000-4000-8000-000000000000",new Uint8Array(a.data))};
NRF.on("connect",function(){NRF.setScan(reader,{window:100,interval:100});global["#onblescan"]=reader});
NRF.on("disconnect",function(r){print("disconnect",r)});
//@ 100 connect 53
//@ 300 hear c0:11:22:33:44:55 -60 020106
//@ 400 hear c0:11:22:33:44:55 -61 02010607
//@ 900 disconnect
//@ 1200 hear c0:11:22:33:44:55 -62 020105
//@ 1500 end
