// What advertises while somebody is connected is not connectable; without the option it is silent until they leave
var services={"f0000001-0000-4000-8000-000000000000":{"f0000002-0000-4000-8000-000000000000":{maxLen:20,writable:true,notify:true,onWrite:function(e){heard(e)}},"f0000003-0000-4000-8000-000000000000":{maxLen:50,notify:true}}};
function heard(e){print("written",new Uint8Array(e.data))}
function tell(uuid,bytes){var s={};s["f0000001-0000-4000-8000-000000000000"]={};s["f0000001-0000-4000-8000-000000000000"][uuid]={value:bytes,notify:true};NRF.updateServices(s)}
NRF.setServices(services,{uart:false});
var raw=function(n){return new Uint8Array([2,1,n])};
var options={interval:200,connectable:true,scannable:true,whenConnected:false};
NRF.setAdvertising(raw(6),options);
NRF.on("connect",function(){print("connect");options.connectable=options.scannable=false;options.whenConnected=true;NRF.setAdvertising(raw(5),options)});
NRF.on("disconnect",function(r){print("disconnect",r);options.connectable=options.scannable=true;options.whenConnected=false;NRF.setAdvertising(raw(6),options);NRF.setScanResponse(raw(9))});
heard=function(e){var n=new Uint8Array(e.data)[0];print("written",n);if(n==1){options.interval=100;NRF.setAdvertising(raw(4),options)}if(n==2){NRF.setAdvertising(raw(3),{whenConnected:false})}if(n==3)NRF.setAdvertising(raw(2),options)};
//@ 100 connect 53
//@ 300 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 01
//@ 500 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 02
//@ 700 write f0000001-0000-4000-8000-000000000000 f0000002-0000-4000-8000-000000000000 03
//@ 900 disconnect
//@ 1500 end
