/** How well an observer links the rolling IDs before a change with those after it. */

import { Stream } from "../../lib/random.ts";
import { type Interval, mean, meanInterval } from "../../lib/statistics.ts";
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

/** Usual cost of a clue between two IDs of the same token, and of two. */
interface Lesson {
  readonly same: number;
  readonly other: number;
}

/** The clues worth looking at, and what is known of each. */
type Lessons = Readonly<Record<string, Lesson>>;

/** Costs are squares of deviations from a distribution with tails this heavy (Student's t): some clocks jump. */
const FREEDOM = 3;
/** Median of a squared standard normal deviation. */
const MEDIAN_SQUARE = 0.455;
const LEAST_COST = 1e-3;

/**
 * What an observer learns who knows the truth of other games, say with tokens of their own: what the clues usually cost,
 * and which of them together, taken one by one as long as they help, link best.
 */
export function learn(games: readonly Game[], names: readonly string[]): Lessons {
  const all = Object.fromEntries(names.map((name) => [name, lessonOf(games, name)]));
  let chosen: Lessons = {};
  for (let best = 0; ; ) {
    const tried = names
      .filter((name) => !(name in chosen))
      .map((name) => {
        const lessons = { ...chosen, [name]: all[name]! };
        return { lessons, right: games.reduce((sum, game) => sum + linkByAll(game, lessons).right, 0) };
      })
      .reduce((x, y) => (y.right > x.right ? y : x), { lessons: chosen, right: best });
    if (tried.right <= best) return chosen;
    chosen = tried.lessons;
    best = tried.right;
  }
}

function lessonOf(games: readonly Game[], name: string): Lesson {
  const [same, other]: [number[], number[]] = [[], []];
  for (const { costs, truth } of games)
    for (const [i, row] of costs[name]!.entries())
      for (const [j, cost] of row.entries()) (j === truth[i] ? same : other).push(cost);
  const usual = (costs: number[]) => {
    costs.sort((x, y) => x - y);
    return Math.max(LEAST_COST, (costs[costs.length >> 1] ?? 0) / MEDIAN_SQUARE);
  };
  return { same: usual(same), other: usual(other) };
}

/** Log likelihood ratio of "two tokens" to "the same". */
function doubtOf(cost: number, { same, other }: Lesson): number {
  return ((FREEDOM + 1) / 2) * Math.log((1 + cost / (FREEDOM * same)) / (1 + cost / (FREEDOM * other)));
}

/** The observer names a new ID for every old one by a clue alone. */
export function linkBy({ costs, truth }: Game, name: string): Linked {
  return judged(cheapestAssignment(costs[name]!), truth);
}

/** By all clues that were found to help, taken for independent. */
export function linkByAll({ costs, truth }: Game, lessons: Lessons): Linked {
  const names = Object.entries(lessons);
  const doubts = truth.map((_, i) =>
    truth.map((_, j) =>
      names.reduce((sum, [name, lesson]) => sum + doubtOf(costs[name]![i]![j]!, lesson), 0),
    ),
  );
  return judged(cheapestAssignment(doubts), truth);
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

/** Share of tokens linked rightly, less one in so many as there are tokens; the interval is over the seeds. */
export interface Advantage extends Interval {
  readonly linkedShare: number;
}

/** Over seeds: each is one observation, for the changes of one world are not independent. */
export function advantageOf(seeds: readonly (readonly Linked[])[]): Advantage {
  const shares = seeds.map((games) => meanOrZero(games.map(({ right, tokens }) => right / tokens)));
  const gains = seeds.map((games) =>
    meanOrZero(games.map(({ right, tokens }) => right / tokens - 1 / tokens)),
  );
  return { ...meanInterval(gains), linkedShare: meanOrZero(shares) };
}

/** Without a game there is nothing to gain. */
const meanOrZero = (values: readonly number[]): number => (values.length === 0 ? 0 : mean(values));
