/** How well a number tells near from far: area under the ROC curve, with intervals by resampling pairs of people. */
import { Stream } from "../../lib/random.ts";

/** One judgement: the smaller the loss, the nearer; `pair` names the two people it is about. */
export interface Judged {
  readonly loss: number;
  readonly near: boolean;
  readonly pair: string;
}

export type Interval = readonly [low: number, high: number];

/**
 * Chance that a near one has a smaller loss than a far one, a draw counting half (Mann and Whitney's U).
 * Null where one of the two kinds is missing.
 */
export function areaUnderCurve(judged: readonly Pick<Judged, "loss" | "near">[]): number | null {
  const sorted = [...judged].sort((a, b) => a.loss - b.loss);
  const near = sorted.filter((one) => one.near).length;
  const far = sorted.length - near;
  if (near === 0 || far === 0) return null;
  let wins = 0;
  let farBehind = far;
  for (let i = 0; i < sorted.length; ) {
    let equalNear = 0;
    let equalFar = 0;
    const { loss } = sorted[i]!;
    for (; i < sorted.length && sorted[i]!.loss === loss; i++) {
      if (sorted[i]!.near) equalNear++;
      else equalFar++;
    }
    farBehind -= equalFar;
    wins += equalNear * (farBehind + equalFar / 2);
  }
  return wins / (near * far);
}

const RESAMPLES = 1000;

/** Middle 95 % of a figure when pairs of people are drawn anew with replacement: windows of a pair go together. */
export function interval(
  judged: readonly Judged[],
  figure: (judged: readonly Judged[]) => number | null,
  seed: number,
): Interval | null {
  const byPair = new Map<string, Judged[]>();
  for (const one of judged) byPair.set(one.pair, [...(byPair.get(one.pair) ?? []), one]);
  const pairs = [...byPair.values()];
  const stream = new Stream(seed);
  const figures: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const value = figure(pairs.flatMap(() => pairs[stream.below(pairs.length)]!));
    if (value !== null) figures.push(value);
  }
  if (figures.length < RESAMPLES / 2) return null;
  figures.sort((a, b) => a - b);
  return [figures[Math.floor(0.025 * figures.length)]!, figures[Math.floor(0.975 * figures.length)]!];
}
