/**
 * When the token advertises and when it listens: a plain duty cycle. A schedule by which tokens meet takes the place
 * of this module and keeps its names.
 */

/** Time between adverts, ms: anyone who listens as long as LISTEN_MS hears one. */
export const ADVERT_INTERVAL_MS = 1000;
/** Interval while the wearer holds the token out to a station, ms. */
export const CONNECTABLE_INTERVAL_MS = 200;
/** Once a minute the token listens for so long, ms: an advert's interval with the stack's random delay, and a little. */
export const LISTEN_MS = 1100;
/** The scan goes through the three advertising channels, so long on each, ms. */
export const SCAN_WINDOW_MS = 100;

/**
 * Delay from the start of a minute to the start of its listening span, ms: random, away from the minute's end, and from
 * its start, where the records of two hundred peers take seconds to write.
 */
export function listenDelay(): number {
  return 4000 + Math.random() * 53000;
}
