/**
 * What a controller hands to its host of all that is on the air, as Linux sets it (net/bluetooth/hci_sync.c, hci_core.c): rounds of
 * discovery, its filter of duplicates, a port that carries so many reports a second. Times are world ms.
 */

export interface ControllerTraits {
  /** It listens for so long at the start of each interval while BlueZ discovers, ms. Linux sets both to 11.25: all the time. */
  readonly windowMs: number;
  readonly intervalMs: number;
  /** Reports a second that the port to the host carries, and how many wait for it; the rest is lost. */
  readonly reportsPerSecond: number;
  readonly queue: number;
  /** Share of adverts that are lost on the air, 0..1. */
  readonly loss: number;
}

/** One that hears all there is: limits are told where a test is about them. */
export const LIMITLESS: ControllerTraits = {
  windowMs: 11.25,
  intervalMs: 11.25,
  reportsPerSecond: Infinity,
  queue: Infinity,
  loss: 0,
};

export interface Scan {
  /** Somebody discovers. */
  readonly discovers: boolean;
  /** BlueZ begins the next round so long after one has ended, ms: at once where a filter of discovery is set. */
  readonly pauseMs: number;
  /** An advertisement monitor is registered: its own scan goes on in the pauses, with the filter on. */
  readonly monitors: boolean;
}

/** DISCOV_LE_TIMEOUT, and the scan of monitors: le_scan_window_adv_monitor in le_scan_int_adv_monitor. */
const ROUND_MS = 10_240;
const MONITOR_WINDOW_MS = 30;
const MONITOR_INTERVAL_MS = 60;
const SILENT: Scan = { discovers: false, pauseMs: 0, monitors: false };

export class Controller {
  readonly #traits: ControllerTraits;
  readonly #random: () => number;
  #scan = SILENT;
  #since = 0;
  /** Addresses that were told in this stretch of scanning: a filter forgets when a scan begins. */
  readonly #told = new Set<string>();
  #stretch = -1;
  #waiting = 0;
  #lastAt = 0;

  constructor(traits: ControllerTraits, random: () => number = Math.random) {
    this.#traits = traits;
    this.#random = random;
  }

  scan(scan: Scan, at: number): void {
    this.#scan = scan;
    this.#since = at;
    this.#stretch = -1;
  }

  /** Whether the host is told of an advert. */
  hears(address: string, at: number): boolean {
    const { discovers, pauseMs, monitors } = this.#scan;
    if (!discovers && !monitors) return false;
    const { windowMs, intervalMs, loss } = this.#traits;
    const cycle = ROUND_MS + pauseMs;
    const isRound = discovers && (at - this.#since) % cycle < ROUND_MS;
    if (!isRound && !monitors) return false;
    const [window, interval] = isRound ? [windowMs, intervalMs] : [MONITOR_WINDOW_MS, MONITOR_INTERVAL_MS];
    if ((at - this.#since) % interval >= window || this.#random() < loss) return false;
    const stretch = discovers ? 2 * Math.floor((at - this.#since) / cycle) + (isRound ? 0 : 1) : 0;
    if (stretch !== this.#stretch) this.#told.clear();
    this.#stretch = stretch;
    // The filter is off where both are there, and in no other way (commit c32d6246 of Linux).
    if (!(isRound && monitors) && this.#told.has(address)) return false;
    if (!this.#fits(at)) return false;
    this.#told.add(address);
    return true;
  }

  #fits(at: number): boolean {
    const { reportsPerSecond, queue } = this.#traits;
    if (reportsPerSecond === Infinity) return true;
    this.#waiting = Math.max(0, this.#waiting - ((at - this.#lastAt) / 1000) * reportsPerSecond);
    this.#lastAt = at;
    if (this.#waiting + 1 > queue) return false;
    this.#waiting++;
    return true;
  }
}
