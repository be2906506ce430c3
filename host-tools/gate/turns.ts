/** Rolling IDs end each quarter of an hour: who goes through a gate just then goes in under one and is there under the next. */
import { EPOCH_MS, MINUTE_MS } from "../lib/time.ts";

/** Clocks of tokens and gates differ by less, ms. */
const CLOCK_MS = 10_000;

/** Whether who was first heard then was there under another ID before. `around`: how long somebody can be silent, ms. */
export function beginsAtTurn(at: number, around: number): boolean {
  const into = at % EPOCH_MS;
  return into < around || into >= EPOCH_MS - CLOCK_MS;
}

/** Whether who was last heard then may be there under another ID since. */
export function endsAtTurn(at: number, around: number): boolean {
  const into = at % EPOCH_MS;
  return into >= EPOCH_MS - around || into < CLOCK_MS;
}

/** Minutes since the Unix epoch. */
export function minuteAt(at: number): number {
  return Math.floor(at / MINUTE_MS);
}
