import type { Board } from "./board.ts";
import { puckjs } from "./puckjs.ts";

/** MDBT42Q (Raytac's module with Espruino): the Puck's chip and flash, bare, for tokens in a housing of one's own. */
export const mdbt42q: Board = {
  id: "mdbt42q",
  number: 3,
  name: "MDBT42Q",
  chip: "nRF52832",
  variables: { count: 2950, bytes: 13 },
  pins: { button: "D0", buttonPressed: 1, ledGreen: "D1", ledRed: "D2", ledOn: 1 },
  flash: puckjs.flash,
  radio: puckjs.radio,
  clock: puckjs.clock,
  rendezvous: puckjs.rendezvous,
  battery: puckjs.battery,
  crypto: { sha256: true },
  stackBytes: puckjs.stackBytes,
  mtu: 53,
  sources: {
    "variables.count": "Espruino 2v29 boards/MDBT42Q.py, info.variables",
    "variables.bytes": "Espruino 2v29 src/jsutils.h: 12-bit references; process.memory().blocksize",
    pins: "Espruino 2v29 boards/MDBT42Q.py, devices: BTN1 D0 with pull-down, LED1 D1, LED2 D2; the breakout board has neither, so the colours are this project's choice: green on D1, red on D2",
    "flash.storageAddress": "Espruino 2v29 boards/MDBT42Q.py, saved_code: page 108 = 0x6C000",
    "flash.storageBytes": "Espruino 2v29 boards/MDBT42Q.py, saved_code: 10 pages of 4096",
    "flash.logPages": "as on Puck.js: 10 pages, 1 lock-down and identity, 6 log, 3 program",
    "radio.minimumAdvertIntervalMs":
      "Nordic S132 v3 ble_gap.h, BLE_GAP_ADV_NONCON_INTERVAL_MIN 0x00A0 units of 0.625 ms",
    "radio.txLevels": "Espruino 2v29 libs/bluetooth/jswrap_bluetooth.c, NRF.setTxPower",
    "radio.txPowerDbm": "chip default",
    "radio.rssiAtOneMetreDbm":
      "nominal, as on Puck.js, which carries the same module; housing and ground plane shift it: calibrate each design",
    "radio.privateAddress": "Espruino 2v29 boards/MDBT42Q.py: no ESPR_BLE_PRIVATE_ADDRESS_SUPPORT",
    "clock.ppm":
      "Espruino 2v29 boards/MDBT42Q.py: no ESPR_LSE_ENABLE, so the RC oscillator, even where a crystal is on XL1 and XL2; 500 ppm as on Puck.js",
    "clock.restartLossMs": "estimate, not measured; as on Puck.js",
    "battery.capacityMilliampHours": "CR2032, 220 mAh at small loads; the module has no battery of its own",
    "battery.lowVolts": "as on Puck.js; the chip itself works down to 1.7 V (nRF52832 product specification)",
    "crypto.sha256": "Espruino 2v29 boards/MDBT42Q.py, libraries CRYPTO, SHA256",
    stackBytes: "as on Puck.js: the same program on the same chip",
    mtu: "Espruino 2v29 boards/MDBT42Q.py, NRF_BLE_GATT_MAX_MTU_SIZE=53",
  },
};
