/** How well an observer links the rolling IDs before a change with those after it. */
import { Stream } from "../world/random.ts";
import { cheapestAssignment } from "./assignment.ts";
import type { Clue } from "./clues.ts";
import type { Track } from "./tracks.ts";

/** Of how many tokens the observer named the new ID, and how many there were. */
export interface Linked {
  readonly right: number;
  readonly tokens: number;
}

/** One change: the tokens seen on both sides in an order that tells nothing, and every clue's costs. */
export interface Game {
  readonly costs: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Of each row, the column that is the same token's: the truth. */
  readonly truth: readonly number[];
}

/** Sets up a change. The order of tokens is drawn from the seed, so that equal costs are decided by chance. */
export function gameOf(
  before: readonly Track[],
  after: readonly Track[],
  instant: number,
  clues: Readonly<Record<string, Clue>>,
  seed: number,
): Game {
  const seenAfter = new Set(after.map(({ owner }) => owner));
  const xs = shuffled(
    before.filter(({ owner }) => seenAfter.has(owner)),
    new Stream(seed, 1),
  );
  const ys = shuffled(
    after.filter(({ owner }) => xs.some((x) => x.owner === owner)),
    new Stream(seed, 2),
  );
  const costs = Object.fromEntries(
    Object.entries(clues).map(([name, clue]) => [name, clue(xs, ys, instant)]),
  );
  return { costs, truth: xs.map((x) => ys.findIndex((y) => y.owner === x.owner)) };
}

/** What costs of a clue say: the log likelihood ratio of "the same token" in each span between the edges, ascending. */
interface Lesson {
  readonly edges: readonly number[];
  readonly evidence: readonly number[];
}

export type Lessons = Readonly<Record<string, Lesson>>;

/** Spans of cost hold these shares of the pairs that are not the same token. */
const SHARES = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64];
/** So many pairs without evidence are added to what was seen. */
const DOUBT = 10;

/** What an observer learns who knows the truth of other games, say with tokens of their own. */
export function learn(games: readonly Game[], names: readonly string[]): Lessons {
  const lessonOf = (name: string): Lesson => {
    const [same, other]: [number[], number[]] = [[], []];
    for (const { costs, truth } of games)
      for (const [i, row] of costs[name]!.entries())
        for (const [j, cost] of row.entries()) (j === truth[i] ? same : other).push(cost);
    other.sort((x, y) => x - y);
    const edges = SHARES.map((share) => other[Math.floor(share * other.length)] ?? 0);
    const shareOf = (costs: readonly number[], doubt: readonly number[]) => {
      const counts = new Array<number>(edges.length + 1).fill(0);
      for (const cost of costs) counts[spanOf(edges, cost)]!++;
      return counts.map((count, i) => (count + DOUBT * doubt[i]!) / (costs.length + DOUBT));
    };
    const ofOther = shareOf(other, edges.map(() => 1 / (edges.length + 1)).concat(1 / (edges.length + 1)));
    const ofSame = shareOf(same, ofOther);
    return { edges, evidence: ofSame.map((share, i) => Math.log(share / ofOther[i]!)) };
  };
  return Object.fromEntries(names.map((name) => [name, lessonOf(name)]));
}

function spanOf(edges: readonly number[], cost: number): number {
  const found = edges.findIndex((edge) => cost < edge);
  return found < 0 ? edges.length : found;
}

/** The observer names a new ID for every old one by a clue alone. */
export function linkBy({ costs, truth }: Game, name: string): Linked {
  return judged(cheapestAssignment(costs[name]!), truth);
}

/** By all clues of which something was learnt, taken for independent. */
export function linkByAll({ costs, truth }: Game, lessons: Lessons): Linked {
  const names = Object.entries(lessons);
  const doubt = truth.map((_, i) =>
    truth.map((_, j) =>
      names.reduce(
        (sum, [name, { edges, evidence }]) => sum - evidence[spanOf(edges, costs[name]![i]![j]!)]!,
        0,
      ),
    ),
  );
  return judged(cheapestAssignment(doubt), truth);
}

const judged = (columns: readonly number[], truth: readonly number[]): Linked => ({
  right: truth.filter((column, i) => columns[i] === column).length,
  tokens: truth.length,
});

function shuffled<T>(items: readonly T[], stream: Stream): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

export interface Advantage {
  /** Share of tokens linked rightly, less one in so many as there are tokens. */
  readonly mean: number;
  /** 95 % interval over the seeds. */
  readonly low: number;
  readonly high: number;
  readonly linkedShare: number;
}

/** Quantile 0.975 of Student's t for 1, 2, ... degrees of freedom; beyond the table the normal's. */
const STUDENT = [
  12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045,
];

/** Over seeds: each is one observation, for the changes of one world are not independent. */
export function advantageOf(seeds: readonly (readonly Linked[])[]): Advantage {
  const shares = seeds.map((games) => mean(games.map(({ right, tokens }) => right / tokens)));
  const gains = seeds.map((games) => mean(games.map(({ right, tokens }) => right / tokens - 1 / tokens)));
  const centre = mean(gains);
  const n = gains.length;
  const deviation = Math.sqrt(
    gains.reduce((sum, gain) => sum + (gain - centre) ** 2, 0) / Math.max(1, n - 1),
  );
  const half = n < 2 ? Number.POSITIVE_INFINITY : ((STUDENT[n - 2] ?? 1.96) * deviation) / Math.sqrt(n);
  return { mean: centre, low: centre - half, high: centre + half, linkedShare: mean(shares) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
