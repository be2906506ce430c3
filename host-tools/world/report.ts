/** What the logs say held against the truth: the figures of `bztoken world`. */

import { MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { percentile } from "../lib/statistics.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { DistanceBand, HeardReport, LogReport, RuleReport } from "./report-types.ts";
import type { Places } from "./scene.ts";
import type { Bout, PairTruth } from "./truth.ts";
import { CONTACT_MINUTES } from "./truth.ts";

/** One record of one token's log with its peer resolved. `token` and `peer` are indexes into the day's people. */
export interface LoggedRecord {
  readonly token: number;
  readonly peer: number;
  /** Quarter hours since the Unix epoch. */
  readonly epoch: number;
  /** Bit k: heard in minute k of the epoch. */
  readonly minutes: number;
}

/** Silence of up to so many minutes within a presence is taken for presence. */
const FILLED_GAP_MINUTES = 5;

/** Upper edges are exclusive; pairs beyond the last one were hardly together at all. */
export const DISTANCE_BANDS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 1.5],
  [1.5, 2],
  [2, 3],
  [3, 4],
  [4, 6],
  [6, 8],
  [8, 12],
  [12, 20],
  [20, 1000],
];

/** Minutes since the Unix epoch in which `token` heard `peer`, ascending, by "token peer". */
export type HeardMinutes = ReadonlyMap<string, readonly number[]>;

export function heardMinutesByPair(records: readonly LoggedRecord[]): HeardMinutes {
  const found = new Map<string, Set<number>>();
  for (const { token, peer, epoch, minutes } of records) {
    const key = `${token} ${peer}`;
    const set = found.get(key) ?? new Set<number>();
    for (let k = 0; k < MINUTES_PER_EPOCH; k++)
      if ((minutes >> k) & 1) set.add(epoch * MINUTES_PER_EPOCH + k);
    found.set(key, set);
  }
  return new Map([...found].map(([key, set]) => [key, [...set].sort((x, y) => x - y)]));
}

/** How much of the true presence was heard, and how well its length is known. */
export function heardReport(pairs: readonly PairTruth[], records: readonly LoggedRecord[]): HeardReport {
  const heard = heardMinutesByPair(records);
  let presence = 0;
  let byOne = 0;
  let byEither = 0;
  const errors: number[] = [];
  const beyond: number[] = [];
  for (const pair of pairs) {
    const logs = [`${pair.a} ${pair.b}`, `${pair.b} ${pair.a}`].map((key) => heard.get(key) ?? []);
    const [first, second] = logs.map((log) => new Set(log)) as [Set<number>, Set<number>];
    for (const minute of pair.presence) {
      presence++;
      byOne += (Number(first.has(minute)) + Number(second.has(minute))) / 2;
      byEither += Number(first.has(minute) || second.has(minute));
    }
    for (const bout of longBouts(pair)) {
      for (const log of logs) {
        errors.push(heardLength(bout, log) - lengthOf(bout));
        beyond.push(audibleBeyond(bout, log));
      }
    }
  }
  return {
    shareOfPresenceMinutes: presence > 0 ? byOne / presence : null,
    shareByEitherLog: presence > 0 ? byEither / presence : null,
    lengthErrorMinutes: {
      p5: percentile(errors, 5),
      p50: percentile(errors, 50),
      p95: percentile(errors, 95),
    },
    presences: errors.length,
    audibleBeyondMinutes: { p50: percentile(beyond, 50), p95: percentile(beyond, 95) },
  };
}

/** Heard length minus true length of bouts of 5 minutes or more, minutes, from the log of each of the two. */
export function lengthErrors(pairs: readonly PairTruth[], heard: HeardMinutes): number[] {
  return pairs.flatMap((pair) =>
    [`${pair.a} ${pair.b}`, `${pair.b} ${pair.a}`].flatMap((key) =>
      longBouts(pair).map((bout) => heardLength(bout, heard.get(key) ?? []) - lengthOf(bout)),
    ),
  );
}

/** Shorter bouts say nothing of how well a length is known: a minute is the unit. */
const MEASURED_MINUTES = 5;

const longBouts = (pair: PairTruth): Bout[] =>
  pair.bouts.filter((bout) => lengthOf(bout) >= MEASURED_MINUTES);

/** True length of a bout in whole minutes, to the nearest. */
const lengthOf = (bout: Bout): number => Math.round((bout.to - bout.from) / MINUTE_MS);

/** Clock minutes that the bout touches: first, last. */
const touched = (bout: Bout): [number, number] => [
  Math.floor(bout.from / MINUTE_MS),
  Math.ceil(bout.to / MINUTE_MS) - 1,
];

/** Runs of minutes with gaps of up to FILLED_GAP_MINUTES filled: [first, last]. */
export function runsOf(minutes: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const minute of minutes) {
    const run = runs[runs.length - 1];
    if (run && minute - run[1] <= FILLED_GAP_MINUTES + 1) run[1] = minute;
    else runs.push([minute, minute]);
  }
  return runs;
}

/** First to last minute heard plus one, gaps filled, within the minutes that the bout touches. */
function heardLength(bout: Bout, log: readonly number[]): number {
  const [first, last] = touched(bout);
  const within = log.filter((minute) => minute >= first && minute <= last);
  return runsOf(within).reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

/** Minutes heard before and after the bout in the same run as something heard within it. */
function audibleBeyond(bout: Bout, log: readonly number[]): number {
  const [first, last] = touched(bout);
  return runsOf(log)
    .filter(([from, to]) => to >= first && from <= last)
    .reduce((sum, [from, to]) => sum + Math.max(0, first - from) + Math.max(0, to - last), 0);
}

/**
 * The contact rule's verdicts against the world's positions. `flagged` are the pairs called contacts, in any order. True contacts
 * are the pairs with 15 presence minutes or more. Only those who wear a token count.
 */
export function ruleReport(
  scene: Places,
  flagged: readonly (readonly [number, number])[],
  wears: (person: number) => boolean = () => true,
): RuleReport {
  const key = (x: number, y: number) => Math.min(x, y) * scene.day.people.length + Math.max(x, y);
  const called = new Set(flagged.map(([x, y]) => key(x, y)));
  const contacts = scene.pairs.filter(
    ({ a, b, presence }) => presence.length >= CONTACT_MINUTES && wears(a) && wears(b),
  );
  const found = contacts.filter((pair) => called.has(key(pair.a, pair.b))).length;
  return {
    precision: called.size > 0 ? found / called.size : null,
    recall: contacts.length > 0 ? found / contacts.length : null,
    byDistance: distanceBands(scene, wears, (a, b) => called.has(key(a, b))),
  };
}

function distanceBands(
  scene: Places,
  wears: (person: number) => boolean,
  isFlagged: (a: number, b: number) => boolean,
): DistanceBand[] {
  const bands = DISTANCE_BANDS.map((metres) => ({ metres, pairs: 0, flagged: 0 }));
  const count = scene.day.people.length;
  for (let b = 1; b < count; b++) {
    for (let a = 0; a < b; a++) {
      if (!wears(a) || !wears(b)) continue;
      const metres = scene.distanceHeldFor(a, b, CONTACT_MINUTES);
      const band = bands.find(({ metres: [, to] }) => metres < to) ?? bands[bands.length - 1]!;
      band.pairs++;
      if (isFlagged(a, b)) band.flagged++;
    }
  }
  return bands;
}

/** Records per token in the day; tokens that wrote none count with 0. `bytes` is what all of them take in flash, overhead included. */
export function logReport(
  wearers: readonly number[],
  records: readonly LoggedRecord[],
  bytes: number | null,
): LogReport {
  const perToken = new Map(wearers.map((person) => [person, 0]));
  for (const { token } of records) perToken.set(token, (perToken.get(token) ?? 0) + 1);
  const counts = [...perToken.values()];
  return {
    recordsPerTokenDay: {
      p50: percentile(counts, 50),
      p90: percentile(counts, 90),
      max: percentile(counts, 100),
    },
    bytesPerRecord: records.length > 0 && bytes !== null ? bytes / records.length : null,
  };
}
