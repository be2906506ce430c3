import type { Board } from "./board.ts";

/** Seeed XIAO nRF52840: the reference token. */
export const xiaoble: Board = {
  id: "xiaoble",
  number: 2,
  name: "Seeed XIAO nRF52840",
  chip: "nRF52840",
  variables: { count: 14000, bytes: 14 },
  pins: { button: "D1", buttonPressed: 1, ledGreen: "D13", ledRed: "D11", ledOn: 1 },
  flash: { storageAddress: 0x60000000, storageBytes: 2097152, pageBytes: 4096, external: true, logPages: 64 },
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
  battery: { capacityMilliampHours: 250, fullVolts: 3.3, lowVolts: 3.0 },
  crypto: { sha256: true },
  stackBytes: 8_500,
  mtu: 131,
  sources: {
    "variables.count": "Espruino 2v29 boards/XIAOBLE.py, info.variables",
    "variables.bytes": "Espruino 2v29 src/jsutils.h: 14-bit references",
    pins: "Espruino 2v29 boards/XIAOBLE.py: BTN1 D1 pulled down, closed to 3.3 V by the wearer's button; LED1 D11 red, LED2 D13 green, both NEGATED, so 1 is on",
    "flash.storageAddress": "Espruino 2v29 boards/XIAOBLE.py, saved_code: external flash at 0x60000000",
    "flash.storageBytes": "Espruino 2v29 boards/XIAOBLE.py, saved_code: 512 pages of 4096",
    "flash.external": "Espruino 2v29 boards/XIAOBLE.py, SPIFLASH: mapped by software only",
    "flash.logPages":
      "chosen: a page turns every day, so 64 last 63 days at least; 447 pages stay free for the program and growth",
    "radio.minimumAdvertIntervalMs":
      "Nordic S140 v6.1.1 ble_gap.h, BLE_GAP_ADV_INTERVAL_MIN 0x0020 units of 0.625 ms for every type",
    "radio.txLevels": "Nordic S140 v6.1.1, sd_ble_gap_tx_power_set on nRF52840",
    "radio.txPowerDbm": "chip default",
    "radio.rssiAtOneMetreDbm":
      "nominal: Espruino module ble_ibeacon, default measured power; each token may carry its own",
    "radio.privateAddress": "Espruino 2v29 boards/XIAOBLE.py, ESPR_BLE_PRIVATE_ADDRESS_SUPPORT",
    "clock.ppm": "Espruino 2v29 boards/XIAOBLE.py, ESPR_LSE_ENABLE; crystal of the XIAO, 20 ppm",
    "clock.restartLossMs": "estimate, not measured; as on Puck.js",
    "battery.capacityMilliampHours": "a small lithium polymer cell (402030)",
    "battery.fullVolts": "NRF.getBattery reads VDD, regulated to 3.3 V",
    "battery.lowVolts": "VDD follows the cell once that has fallen under about 3.3 V",
    "crypto.sha256": "Espruino 2v29 boards/XIAOBLE.py, libraries CRYPTO, SHA256",
    stackBytes: "as on Puck.js: the same program on the same kind of core",
    mtu: "Espruino 2v29 boards/XIAOBLE.py, NRF_SDH_BLE_GATT_MAX_MTU_SIZE=131",
  },
};
