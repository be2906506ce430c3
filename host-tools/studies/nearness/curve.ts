/** How well a number tells near from far: area under the ROC curve, with intervals by resampling pairs of people. */
import { Stream } from "../../lib/random.ts";

/** One judgement: the smaller the loss, the nearer; `pair` names the two people it is about. */
export interface Judged {
  readonly loss: number;
  readonly near: boolean;
  readonly pair: string;
}

export type Interval = readonly [low: number, high: number];

/** Judgements ascending by loss, so that areas of many draws cost one walk each. */
interface Curve {
  readonly losses: Float64Array;
  readonly near: Uint8Array;
  /** Numbers of the pairs. */
  readonly pairs: Uint32Array;
}

function curveOf(judged: readonly Judged[], numbers: ReadonlyMap<string, number>): Curve {
  const sorted = judged.toSorted((a, b) => a.loss - b.loss);
  return {
    losses: Float64Array.from(sorted, ({ loss }) => loss),
    near: Uint8Array.from(sorted, ({ near }) => Number(near)),
    pairs: Uint32Array.from(sorted, ({ pair }) => numbers.get(pair)!),
  };
}

/** Each judgement counts as often as its pair was drawn. */
function areaOf({ losses, near, pairs }: Curve, drawn: Uint32Array): number | null {
  let [nears, fars, wins] = [0, 0, 0];
  for (let i = 0; i < losses.length; ) {
    const loss = losses[i]!;
    let [equalNear, equalFar] = [0, 0];
    for (; i < losses.length && losses[i] === loss; i++) {
      const times = drawn[pairs[i]!]!;
      if (near[i]) equalNear += times;
      else equalFar += times;
    }
    // A far one loses to every near one before it, and half to those beside it.
    wins += equalFar * (nears + equalNear / 2);
    nears += equalNear;
    fars += equalFar;
  }
  return nears === 0 || fars === 0 ? null : wins / (nears * fars);
}

/**
 * Chance that a near one has a smaller loss than a far one, a draw counting half (Mann and Whitney's U).
 * Null where one of the two kinds is missing.
 */
export function areaUnderCurve(judged: readonly Pick<Judged, "loss" | "near">[]): number | null {
  const curve = curveOf(
    judged.map(({ loss, near }) => ({ loss, near, pair: "" })),
    new Map([["", 0]]),
  );
  return areaOf(curve, Uint32Array.of(1));
}

const RESAMPLES = 1000;

/**
 * Middle 95 % of a figure of the areas of some lists of judgements when pairs of people are drawn anew with replacement:
 * all judgements of a pair, in whichever lists, go together. Null where most draws have no figure.
 */
export function interval(
  lists: readonly (readonly Judged[])[],
  figure: (areas: readonly (number | null)[]) => number | null,
  seed: number,
): Interval | null {
  const numbers = new Map<string, number>();
  for (const { pair } of lists.flat()) if (!numbers.has(pair)) numbers.set(pair, numbers.size);
  const curves = lists.map((judged) => curveOf(judged, numbers));
  const stream = new Stream(seed);
  const figures: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const drawn = new Uint32Array(numbers.size);
    for (let k = 0; k < numbers.size; k++) {
      const pair = stream.below(numbers.size);
      drawn[pair] = drawn[pair]! + 1;
    }
    const value = figure(curves.map((curve) => areaOf(curve, drawn)));
    if (value !== null) figures.push(value);
  }
  if (figures.length < RESAMPLES / 2) return null;
  figures.sort((a, b) => a - b);
  return [figures[Math.floor(0.025 * figures.length)]!, figures[Math.floor(0.975 * figures.length)]!];
}

/** The mean of what is known; null of nothing. */
export function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
