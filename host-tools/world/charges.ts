/**
 * The one table that all energy is charged from: tokens that run the program, schedules of others, phones. Published
 * figures with their source; what is assumed says so. Instructions are counted on the interpreter (docs/COSTS.md),
 * 40,000 a ms (host-tools/models/virtual-token/costs.ts).
 */

/**
 * Microamperes while it lasts.
 *
 * - idle: EspruinoDocs, boards/Puck.js, Power Consumption: 3 µA; assumed for the other boards.
 * - button: Adafruit CircuitPython, pull request 9534: 2 µA asleep with a pin watched by its SENSE, some 20 with a
 *   GPIOTE channel; the data sheet gives SENSE nothing. Espruino's setWatch goes by SENSE since 2v09 (408c02d8f,
 *   2021-03-18; targets/nrf5x/jshardware.c, jshPinWatch, without hispeed): the 5 and 9 µA of EspruinoDocs, 2016 and
 *   2020, are a GPIOTE channel's.
 * - listening: EspruinoDocs, boards/Puck.js (2020-05-29): 12 mA while NRF.findDevices scans, for the time the receiver
 *   is on; MDBT42Q the same. An upper bound: the chip's own scenario is 6.5 mA (nRF52832 product specification v1.1,
 *   receiver with DC/DC, as on Puck.js; nRF52840 6.3 mA with and 10.1 without it, as on the XIAO), and JavaScript,
 *   which is charged apart, ran meanwhile.
 * - program: EspruinoDocs, boards/Puck.js: 4 mA while JavaScript runs.
 * - connected: the same: 600 µA connected.
 * - led: the same: one LED 1 to 2 mA, the mean.
 * - externalFlash: assumed: a SPI flash chip while it writes or erases, on top of the processor.
 */
export const MICROAMPS = {
  idle: 3,
  button: 2,
  listening: 12_000,
  program: 4_000,
  connected: 600,
  led: 1_500,
  externalFlash: 6_000,
} as const;

/**
 * Microcoulombs each: an advertising event on three channels at 0 dBm, a wake-up.
 *
 * - advert: EspruinoDocs, boards/Puck.js: non-connectable adverts every 375 ms at 0 dBm 22 µA, so (22 - 3) µA x
 *   375 ms; other powers by the transmitter's current for the time on the air.
 * - connectableAdvert: the same: connectable 40 µA.
 * - wakeUp: assumed: 0.125 ms of processor before it finds what to do and before it sleeps again, beyond the
 *   instructions counted.
 */
export const MICROCOULOMBS = { advert: 7.1, connectableAdvert: 13.9, wakeUp: 0.5 } as const;

/**
 * What the transmitter draws at each power, mA; nRF52840 above 4 dBm. From the nRF52832 product specification v1.4 and
 * the nRF52840's v1.1, radio current with DC/DC at 3 V; 2, 3, 5 to 7 dBm lie between.
 */
const TRANSMITTER_MILLIAMPS: Readonly<Record<number, number>> = {
  [-40]: 2.7,
  [-20]: 3.2,
  [-16]: 3.3,
  [-12]: 3.5,
  [-8]: 3.8,
  [-4]: 4.2,
  0: 5.3,
  2: 6.2,
  3: 6.8,
  4: 7.5,
  5: 10.1,
  6: 11.1,
  7: 12.8,
  8: 14.8,
};

/**
 * Batteries: what they are named for, the share of it that short pulses leave, and their resistance when new and when
 * nearly empty.
 *
 * - coinCell: CR2032, 220 mAh at small loads; adafruit.com 2023-06-27: 300 ohm pulses every 5 s take 25 %; Energizer
 *   CR2032 data sheet: 10 to 40 ohm inside.
 * - large: no share taken off: a cell of this size does not notice pulses of 12 mA; resistance assumed.
 */
export const BATTERIES = {
  coinCell: { milliampHours: 220, usable: 0.75, ohms: [10, 40] },
  large: { milliampHours: 1000, usable: 1, ohms: [0.1, 0.3] },
} as const;

/** Packets of an advertising event: 31 bytes of data, three channels, ms. */
const ON_AIR_MS = 3 * 0.376;

/** Charge of an advertising event at a power that the chips have, microcoulombs. */
export function advertCharge(powerDbm: number, connectable: boolean): number {
  const base = connectable ? MICROCOULOMBS.connectableAdvert : MICROCOULOMBS.advert;
  const drawn = TRANSMITTER_MILLIAMPS[powerDbm];
  if (drawn === undefined) throw new RangeError(`no transmitter current is known for ${powerDbm} dBm`);
  return base + (drawn - TRANSMITTER_MILLIAMPS[0]!) * ON_AIR_MS;
}
