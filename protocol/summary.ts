/**
 * What a token makes of the adverts that it hears from one peer in one epoch (SPEC.md §3). The firmware keeps running
 * figures instead of a list; this is the meaning that they have.
 */
import { STRETCH_MINUTES, type Summary } from "./record.ts";

export interface Sighting {
  /** Minute 0..14 of the epoch. */
  readonly minute: number;
  /** (Power at 1 m) - RSSI, dB. */
  readonly loss: number;
}

/**
 * The summary of the sightings of one peer in one epoch; there is at least one. The mean is rounded to the nearest, halves
 * up.
 */
export function summarize(sightings: readonly Sighting[]): Summary {
  const stretches = new Map<number, { sum: number; count: number }>();
  let minutes = 0;
  let strongestLoss = Number.POSITIVE_INFINITY;
  for (const { minute, loss } of sightings) {
    minutes |= 1 << minute;
    strongestLoss = Math.min(strongestLoss, loss);
    const number = Math.floor(minute / STRETCH_MINUTES);
    const stretch = stretches.get(number) ?? { sum: 0, count: 0 };
    stretch.sum += loss;
    stretch.count++;
    stretches.set(number, stretch);
  }
  const means = [...stretches.values()].map(({ sum, count }) => sum / count);
  const stretchLoss = Math.floor(Math.min(...means) + 0.5);
  return { minutes, strongestLoss, stretchLoss, count: sightings.length };
}
