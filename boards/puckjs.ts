import type { Board } from "./board.ts";

/** Puck.js (Espruino): the small token, bought off the shelf. Also the Puck.js Lite, which lacks only sensors. */
export const puckjs: Board = {
  id: "puckjs",
  number: 1,
  name: "Puck.js",
  chip: "nRF52832",
  variables: { count: 2630, bytes: 13 },
  pins: { button: "D0", buttonPressed: 1, ledGreen: "D4", ledRed: "D5", ledOn: 1 },
  flash: { storageAddress: 0x6c000, storageBytes: 40960, pageBytes: 4096, external: false, logPages: 6 },
  radio: {
    minimumAdvertIntervalMs: 100,
    txLevels: [-40, -20, -16, -12, -8, -4, 0, 4],
    txPowerDbm: 0,
    rssiAtOneMetreDbm: -59,
    privateAddress: false,
  },
  clock: { ppm: 500, restartLossMs: 50 },
  rendezvous: {
    scanWindowMs: 56,
    crowdWindowsMs: [166, 500],
    burstIntervalMs: 100,
    burstMarginMs: 530,
    backgroundMs: 2000,
  },
  battery: { capacityMilliampHours: 220, fullVolts: 3.0, lowVolts: 2.2 },
  crypto: { sha256: true },
  stackBytes: 8_500,
  mtu: 53,
  sources: {
    "variables.count": "Espruino 2v29 boards/PUCKJS.py, info.variables",
    "variables.bytes": "Espruino 2v29 src/jsutils.h: 12-bit references; process.memory().blocksize",
    pins: "Espruino 2v29 boards/PUCKJS.py, devices: BTN1 D0 with pull-down, LED1 D5 red, LED2 D4 green",
    "flash.storageAddress": "Espruino 2v29 boards/PUCKJS.py, saved_code: page 108 = 0x6C000",
    "flash.storageBytes": "Espruino 2v29 boards/PUCKJS.py, saved_code: 10 pages of 4096",
    "flash.logPages": "10 pages: 1 lock-down and identity, 6 log, 3 program (12,256 bytes behind its header)",
    "radio.minimumAdvertIntervalMs":
      "Nordic S132 v3 ble_gap.h, BLE_GAP_ADV_NONCON_INTERVAL_MIN 0x00A0 units of 0.625 ms",
    "radio.txLevels": "Espruino 2v29 libs/bluetooth/jswrap_bluetooth.c, NRF.setTxPower",
    "radio.txPowerDbm": "chip default",
    "radio.rssiAtOneMetreDbm":
      "nominal: Espruino module ble_ibeacon, default measured power; each token may carry its own",
    "radio.privateAddress": "Espruino 2v29 boards/PUCKJS.py: no ESPR_BLE_PRIVATE_ADDRESS_SUPPORT",
    "clock.ppm":
      "Espruino 2v29 targets/nrf5x/bluetooth.c: RC oscillator; Nordic nRF52832 product specification, f_TOL,CAL,LFRC 250 to 500 ppm by revision: the larger",
    "clock.restartLossMs":
      "estimate, not measured: SoftDevice disable, enable and service set-up; Espruino 2v29 targets/nrf5x/bluetooth.c puts back the time read before it",
    "battery.capacityMilliampHours": "CR2032, 220 mAh at small loads",
    "battery.lowVolts": "Espruino 2v29 libs/puckjs/jswrap_puck.c: 0 % at 2.2 V",
    "crypto.sha256": "Espruino 2v29 boards/PUCKJS.py, libraries CRYPTO, SHA256",
    stackBytes:
      "6,444 bytes for the deepest path on an ARM Thumb-2 build of Espruino 2v29.277 (docs/COSTS.md), 1,500 for the radio's interrupts and 512 that the interpreter keeps, rounded up; not measured on the chip",
    mtu: "Espruino 2v29 boards/PUCKJS.py, NRF_BLE_GATT_MAX_MTU_SIZE=53",
  },
};
