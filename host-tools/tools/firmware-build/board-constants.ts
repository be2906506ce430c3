/**
 * Figures of a board, and what holds on all of them, as compile-time constants. The firmware writes `BOARD_LOG_PAGES`; the build puts the number there
 * (esbuild `define`), so that a figure costs no variable on the token and `if (BOARD_EXTERNAL_FLASH)` leaves only
 * the branch that the board needs. Types: firmware/board-constants.d.ts, which a test holds to this table.
 */
import type { Board } from "../../../boards/board.ts";
import { INTERPRETERS } from "../../../boards/interpreters.ts";
import { VERSION } from "../../lib/version.ts";

/** What the program is built for: the identity that enrolment writes has the same (SPEC.md §6). */
export type Role = "token" | "gate";
/** True in a gate's program. It stands in the bundle of both and is put in behind it. */
export const ROLE_CONSTANT = "ROLE_GATE";

/** Value: text that esbuild puts in place of the name, a JSON literal or (for pins) a global's name. */
export const BOARD_CONSTANTS: Readonly<Record<string, (board: Board) => string>> = {
  BOARD_NUMBER: (b) => JSON.stringify(b.number),
  BOARD_VARIABLES: (b) => JSON.stringify(b.variables.count),
  BOARD_MTU: (b) => JSON.stringify(b.mtu),
  BOARD_NATIVE_SHA256: (b) => JSON.stringify(b.crypto.sha256),
  BOARD_BUTTON: (b) => b.pins.button,
  BOARD_BUTTON_PRESSED: (b) => JSON.stringify(b.pins.buttonPressed),
  BOARD_LED_GREEN: (b) => b.pins.ledGreen,
  BOARD_LED_RED: (b) => b.pins.ledRed,
  BOARD_LED_ON: (b) => JSON.stringify(b.pins.ledOn),
  BOARD_LED_OFF: (b) => JSON.stringify(1 - b.pins.ledOn),
  BOARD_SCREEN: (b) => JSON.stringify(b.screen !== undefined),
  BOARD_STORAGE_ADDRESS: (b) => JSON.stringify(b.flash.storageAddress),
  BOARD_PAGE_BYTES: (b) => JSON.stringify(b.flash.pageBytes),
  BOARD_LOG_PAGES: (b) => JSON.stringify(b.flash.logPages),
  BOARD_EXTERNAL_FLASH: (b) => JSON.stringify(b.flash.external),
  BOARD_MINIMUM_ADVERT_INTERVAL_MS: (b) => JSON.stringify(b.radio.minimumAdvertIntervalMs),
  BOARD_TX_POWER_DBM: (b) => JSON.stringify(b.radio.txPowerDbm),
  BOARD_TX_LOWEST_DBM: (b) => JSON.stringify(Math.min(...b.radio.txLevels)),
  BOARD_RSSI_AT_ONE_METRE_DBM: (b) => JSON.stringify(b.radio.rssiAtOneMetreDbm),
  BOARD_PRIVATE_ADDRESS: (b) => JSON.stringify(b.radio.privateAddress),
  BOARD_CLOCK_PPM: (b) => JSON.stringify(b.clock.ppm),
  BOARD_RESTART_LOSS_MS: (b) => JSON.stringify(b.clock.restartLossMs),
  BOARD_SCAN_WINDOW_MS: (b) => JSON.stringify(b.rendezvous.scanWindowMs),
  BOARD_CROWD_WINDOW_MS: (b) => JSON.stringify(b.rendezvous.crowdWindowsMs[0]),
  BOARD_GREAT_CROWD_WINDOW_MS: (b) => JSON.stringify(b.rendezvous.crowdWindowsMs[1]),
  BOARD_BURST_INTERVAL_MS: (b) => JSON.stringify(b.rendezvous.burstIntervalMs),
  BOARD_BURST_MARGIN_MS: (b) => JSON.stringify(b.rendezvous.burstMarginMs),
  BOARD_BACKGROUND_MS: (b) => JSON.stringify(b.rendezvous.backgroundMs),
  BOARD_ACCELEROMETER: (b) => JSON.stringify(b.accelerometer === true),
  BOARD_FULL_VOLTS: (b) => JSON.stringify(b.battery.fullVolts),
  BOARD_LOW_VOLTS: (b) => JSON.stringify(b.battery.lowVolts),
  // The version of everything built here, as far as a byte each holds it.
  PROGRAM_MAJOR: () => JSON.stringify(versionPart(0)),
  PROGRAM_MINOR: () => JSON.stringify(versionPart(1)),
  // Each version between commas: `PASSED_VERSIONS.indexOf("," + process.version + ",") >= 0` is exact.
  PASSED_VERSIONS: () => JSON.stringify(`,${INTERPRETERS.map(({ version }) => version).join()},`),
};

function versionPart(index: 0 | 1): number {
  return Number(VERSION.split(".")[index]);
}

/** The table's values for one board, as esbuild wants them. */
export function definesOf(board: Board): Record<string, string> {
  return Object.fromEntries(Object.entries(BOARD_CONSTANTS).map(([name, value]) => [name, value(board)]));
}
