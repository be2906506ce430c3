// What setScan refuses
try{NRF.setScan(5)}catch(e){print(e.toString())}
try{NRF.setScan(print,5)}catch(e){print(e.toString())}
try{NRF.setScan(print,{filters:5})}catch(e){print(e.toString())}
try{NRF.setScan("print(1)")}catch(e){print(e.toString())}
//@ 500 end
