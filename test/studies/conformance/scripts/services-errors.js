// What setServices refuses
try{NRF.setServices(5)}catch(e){print(e.toString())}
try{NRF.setServices({"nonsense":{}})}catch(e){print(e.toString())}
try{NRF.setServices(undefined,5)}catch(e){print(e.toString())}
try{NRF.setServices({"f0000001-0000-4000-8000-000000000000":{"x":{}}})}catch(e){print(e.toString())}
//@ 500 end
