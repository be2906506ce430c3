// The standard advert names the board and the last two bytes of its address
print(NRF.getAddress(),NRF.getAddress(true));
//@ 1000 end
