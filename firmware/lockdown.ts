// The file .boot0: runs before anything else at every start, also when the button is held down (Espruino 2v29,
// src/jsflash.c). Each line closes one door; the first ones are those that a stranger could use at once.

// Off the air: the radio stack has begun to advertise by itself, under the name of the board.
NRF.sleep();
// No prompt on any port, and a Bluetooth connection does not bring it back.
E.setConsole(null, { force: true });
// Should a port get the prompt after all: nobody knows this password, not even the token.
E.setPassword(String(E.hwRand()) + String(E.hwRand()));
E.lockConsole();
// Without the UART service nothing that is received can be run as a program.
NRF.setServices(undefined, { uart: false });
// NFC would show the chip's address, which never changes. Not every board has it.
if (NRF.nfcURL) NRF.nfcURL();
