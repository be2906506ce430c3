/**
 * What the radio of the world sees of a token, and how the world drives it.
 * Every time is world time: milliseconds since the Unix epoch, UTC, as a float.
 */

/** A span of time in which a token (or phone) advertises one packet. */
export interface Transmission {
  from: number;
  /** Infinity while it lasts. */
  to: number;
  /** Advertising data, at most 31 bytes. */
  data: Uint8Array;
  /** Advert k goes out at `from` plus k times (intervalMs + a random 0..10 ms); the first one at `from`. */
  intervalMs: number;
  txPowerDbm: number;
  /** "aa:bb:cc:dd:ee:ff random" */
  address: string;
  connectable: boolean;
  /** Seed of the random delays: every observer computes the same instants. */
  seed: number;
}

/** A span of time in which a token listens. `to` is Infinity while it lasts. */
export interface Listening {
  from: number;
  to: number;
  windowMs: number;
  intervalMs: number;
}

export interface HeardAdvert {
  at: number;
  rssi: number;
  channel: 37 | 38 | 39;
  data: Uint8Array;
  address: string;
}

/** What the radio sees of a token, whichever interpreter runs its program. */
export interface AirPort {
  /** Ascending by `from`. The radio drops those that ended long ago. */
  readonly transmissions: Transmission[];
  /** Ascending by `from`. The radio drops those that ended long ago. */
  readonly listenings: Listening[];
  /** Put adverts, ascending by `at`, into the token's queue; its program sees them when it is run up to that time. */
  hear(adverts: readonly HeardAdvert[]): void;
}

/** A token whose program runs, in the model or in a real interpreter. */
export interface RunningToken {
  readonly air: AirPort;
  /** World time at which it next has something to do (timer, queued advert, end of a callback), or Infinity. */
  nextAt(): number;
  /** Run everything due up to and including world time t. */
  runTo(t: number): void;
}

/** Longest random delay that the Bluetooth controller adds to each advertising interval, ms (Core Spec 5.4 Vol 6 B 4.4.2.2.1). */
export const ADVERT_DELAY_MS = 10;

/**
 * Random delay of advert number k (0..) of a transmission, 0..10 ms. Advert 0 goes out at `from`,
 * advert k+1 at intervalMs + advertDelay(seed, k) after advert k.
 */
export function advertDelay(seed: number, k: number): number {
  let h = Math.imul(seed ^ Math.imul(k + 1, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h ^= h >>> 16;
  return ((h >>> 0) / 4294967296) * ADVERT_DELAY_MS;
}
