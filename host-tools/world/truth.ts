/**
 * The truth that logs are held to. A bout of a pair is a run of rows at most 120 s apart; from its first row to 20 s
 * after its last the two are present to each other within 2 m. A presence minute is a clock minute with at least
 * 30 s inside bouts of the pair; a face minute is one with a row of the pair.
 */
import { MINUTE_MS } from "../lib/time.ts";
import type { ContactRow } from "./day.ts";
import { ROW_MS } from "./day.ts";

/** Longest time between two rows of one bout. */
const BOUT_GAP_MS = 120_000;
/** Time inside bouts that makes a clock minute a presence minute. */
const PRESENCE_MS = 30_000;
/** Presence minutes in a day that make a pair a contact. */
export const CONTACT_MINUTES = 15;

/** `from` inclusive, `to` exclusive, world ms; `rows` are the instants of its rows, ascending. `a < b`. */
export interface Bout {
  readonly a: number;
  readonly b: number;
  readonly from: number;
  readonly to: number;
  readonly rows: readonly number[];
}

/** Everything true of one pair in one day. Minutes are counted from the Unix epoch, ascending. */
export interface PairTruth {
  readonly a: number;
  readonly b: number;
  readonly bouts: readonly Bout[];
  readonly presence: readonly number[];
  readonly face: readonly number[];
}

export interface TruthSummary {
  readonly presenceMinutes: number;
  readonly faceMinutes: number;
  readonly pairs15: number;
}

/** Truth of every pair that has a row, in order of (a, b). Rows in any order; duplicates do not count twice. */
export function pairTruths(rows: readonly ContactRow[]): PairTruth[] {
  const byPair = new Map<string, ContactRow[]>();
  for (const row of rows) {
    const key = `${row.a} ${row.b}`;
    const list = byPair.get(key);
    if (list) list.push(row);
    else byPair.set(key, [row]);
  }
  return [...byPair.values()].map(pairTruth).sort((x, y) => x.a - y.a || x.b - y.b);
}

function pairTruth(rows: readonly ContactRow[]): PairTruth {
  const { a, b } = rows[0]!;
  const instants = [...new Set(rows.map((row) => row.at))].sort((x, y) => x - y);
  const bouts = boutsOf(instants).map((bout) => ({ a, b, ...bout }));
  return {
    a,
    b,
    bouts,
    presence: presenceMinutesOf(bouts),
    face: [...new Set(instants.map((at) => Math.floor(at / MINUTE_MS)))],
  };
}

/** Bouts of one pair from the ascending instants of its rows; rows further apart than the gap are two bouts. */
export function boutsOf(
  instants: readonly number[],
  gapMs: number = BOUT_GAP_MS,
): Pick<Bout, "from" | "to" | "rows">[] {
  const runs: number[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const at of instants) {
    if (at - last > gapMs) runs.push([]);
    runs[runs.length - 1]!.push(at);
    last = at;
  }
  return runs.map((rows) => ({ from: rows[0]!, to: rows[rows.length - 1]! + ROW_MS, rows }));
}

/** Clock minutes with at least 30 s inside the bouts (of one pair, ascending). */
export function presenceMinutesOf(bouts: readonly Pick<Bout, "from" | "to">[]): number[] {
  const inside = new Map<number, number>();
  for (const { from, to } of bouts) {
    for (let minute = Math.floor(from / MINUTE_MS); minute * MINUTE_MS < to; minute++) {
      const start = Math.max(from, minute * MINUTE_MS);
      const end = Math.min(to, (minute + 1) * MINUTE_MS);
      inside.set(minute, (inside.get(minute) ?? 0) + end - start);
    }
  }
  return [...inside].filter(([, ms]) => ms >= PRESENCE_MS).map(([minute]) => minute);
}

/** The three figures of `world --json` under `truth`. */
export function truthSummary(pairs: readonly PairTruth[]): TruthSummary {
  let presenceMinutes = 0;
  let faceMinutes = 0;
  let pairs15 = 0;
  for (const pair of pairs) {
    presenceMinutes += pair.presence.length;
    faceMinutes += pair.face.length;
    if (pair.presence.length >= CONTACT_MINUTES) pairs15++;
  }
  return { presenceMinutes, faceMinutes, pairs15 };
}
