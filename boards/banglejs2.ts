import type { Board } from "./board.ts";

/**
 * Bangle.js 2 (Espruino): a watch with a screen that shows the token's status. LED1 and LED2 are no pins there but
 * objects that draw a circle on the screen. Its home button restarts the program after 1.5 s unless
 * Bangle.setOptions({ btnLoadTimeout: 0 }) is called (Espruino 2v29 libs/banglejs/jswrap_bangle.c).
 */
export const banglejs2: Board = {
  id: "banglejs2",
  number: 4,
  name: "Bangle.js 2",
  chip: "nRF52840",
  variables: { count: 12000, bytes: 14 },
  pins: { button: "D17", buttonPressed: 1, ledGreen: "LED2", ledRed: "LED1", ledOn: 1 },
  screen: { width: 176, height: 176, bitsPerPixel: 3 },
  flash: { storageAddress: 0x60000000, storageBytes: 8388608, pageBytes: 4096, external: true, logPages: 64 },
  radio: {
    minimumAdvertIntervalMs: 20,
    txLevels: [-40, -20, -16, -12, -8, -4, 0, 2, 3, 4, 5, 6, 7, 8],
    txPowerDbm: 0,
    rssiAtOneMetreDbm: -59,
    privateAddress: true,
  },
  clock: { ppm: 20, restartLossMs: 50 },
  rendezvous: {
    scanWindowMs: 31,
    crowdWindowsMs: [166, 833],
    burstIntervalMs: 20,
    burstMarginMs: 450,
    backgroundMs: 2000,
  },
  accelerometer: true,
  battery: { capacityMilliampHours: 200, fullVolts: 3.3, lowVolts: 3.0 },
  crypto: { sha256: true },
  stackBytes: 8_500,
  mtu: 131,
  sources: {
    "variables.count": "Espruino 2v29 boards/BANGLEJS2.py, info.variables",
    "variables.bytes": "Espruino 2v29 src/jsutils.h: 14-bit references",
    "pins.button":
      "Espruino 2v29 boards/BANGLEJS2.py, devices: BTN1 D17, NEGATED in software, so pressed reads 1",
    "pins.ledGreen":
      "Espruino 2v29 libs/js/banglejs/LED2.js: a green circle on the screen; LED1.js: a red one",
    screen: "Espruino 2v29 boards/BANGLEJS2.py, devices LCD: LPM013M126, 176 x 176, 3 bits",
    "flash.storageAddress": "Espruino 2v29 boards/BANGLEJS2.py, saved_code: external flash at 0x60000000",
    "flash.storageBytes": "Espruino 2v29 boards/BANGLEJS2.py, saved_code: 2048 pages of 4096",
    "flash.external": "Espruino 2v29 boards/BANGLEJS2.py, SPIFLASH: mapped by software only",
    "flash.logPages": "as on the XIAO: a page a day, 63 days at least",
    "radio.minimumAdvertIntervalMs":
      "Nordic S140 v6.1.1 ble_gap.h, BLE_GAP_ADV_INTERVAL_MIN 0x0020 units of 0.625 ms for every type",
    "radio.txLevels": "Nordic S140 v6.1.1, sd_ble_gap_tx_power_set on nRF52840",
    "radio.txPowerDbm": "chip default",
    "radio.rssiAtOneMetreDbm":
      "nominal: Espruino module ble_ibeacon, default measured power; a wrist damps it: each token may carry its own",
    "radio.privateAddress": "Espruino 2v29 boards/BANGLEJS2.py, ESPR_BLE_PRIVATE_ADDRESS_SUPPORT",
    "clock.ppm":
      "Espruino 2v29 boards/BANGLEJS2.py, ESPR_LSE_ENABLE; a crystal as on the XIAO, 20 ppm: the watch's own is not published",
    "clock.restartLossMs": "estimate, not measured; as on Puck.js",
    "battery.capacityMilliampHours": "espruino.com/Bangle.js2: 200 mAh lithium polymer",
    "battery.fullVolts": "NRF.getBattery reads VDD, which is regulated; taken as 3.3 V, not measured",
    "battery.lowVolts":
      "VDD follows the cell once that is nearly empty; E.getBattery gives per cent on this watch",
    "crypto.sha256": "Espruino 2v29 boards/BANGLEJS2.py, libraries CRYPTO, SHA256",
    stackBytes: "as on Puck.js: the same program on the same kind of core",
    mtu: "Espruino 2v29 boards/BANGLEJS2.py, NRF_SDH_BLE_GATT_MAX_MTU_SIZE=131",
  },
};
