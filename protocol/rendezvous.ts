/**
 * The instant of each minute at which every token listens and around which every token sends its burst (SPEC.md §1).
 * Nothing here is secret: whoever has the time can compute it, which is the point.
 */

/** No rendezvous is nearer to its minute's start than this, ms, and none nearer to its end than 13,233 ms. */
export const RENDEZVOUS_EARLIEST_MS = 14000;
/** 0.236 of the span is added each minute: near the golden ratio, by which no stretch of time is missed for long. */
const RENDEZVOUS_STRIDE = 7735;
const RENDEZVOUS_MASK = 32767;

/**
 * Milliseconds from the start of a UTC minute (Unix seconds / 60) to its rendezvous, 14000..46767. Two that follow each
 * other are 35.0 or 67.7 s apart, so that 68 s hold one for certain; and a phone that is awake for 15 of every 30 s
 * meets 5 to 10 of any 15, whatever its phase.
 */
export function rendezvousOffset(minute: number): number {
  return RENDEZVOUS_EARLIEST_MS + ((minute * RENDEZVOUS_STRIDE) & RENDEZVOUS_MASK);
}
