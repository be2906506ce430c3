// Without UART the prompt's service is gone and the scan response is empty
NRF.setServices(undefined,{uart:false});
//@ 500 end
