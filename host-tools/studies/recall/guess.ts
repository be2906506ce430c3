/** An observer who has seen days of which the truth is known, and guesses that of others: clues taken for normal and independent. */
import { mean, variance } from "../../lib/statistics.ts";

/** Days, or tokens, of one truth: a row of clues each. */
type Rows = readonly (readonly number[])[];

/** Log likelihood of a row of clues under each truth, in the order of the rows learnt from. */
type Judge = (clues: readonly number[]) => number[];

/** A clue's spread within a truth is taken to be at least so much of its spread in all. */
const LEAST_SHARE = 0.05;

export function judgeFrom(byTruth: readonly Rows[]): Judge {
  const all = byTruth.flat();
  const spreads = all[0]!.map((_, clue) => variance(all.map((row) => row[clue]!)));
  const learnt = byTruth.map((rows) =>
    spreads.map((spread, clue) => {
      const values = rows.map((row) => row[clue]!);
      return { middle: mean(values), spread: Math.max(variance(values), LEAST_SHARE * spread) };
    }),
  );
  return (clues) =>
    learnt.map((truth) =>
      truth.reduce((sum, { middle, spread }, clue) => {
        if (spread === 0) return sum;
        return sum - Math.log(spread) / 2 - (clues[clue]! - middle) ** 2 / (2 * spread);
      }, 0),
    );
}

/** The place of the greatest number; of equal ones any, by a draw from 0 to 1. */
export function greatest(values: readonly number[], draw: number): number {
  const most = Math.max(...values);
  const places = values.flatMap((value, i) => (value === most ? [i] : []));
  return places[Math.floor(draw * places.length)]!;
}
