/** Passages at the server held against those that were true, as an open case knows them: by the server's own reckoning of stays. */
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import type { Passage } from "../../contract/gates.ts";
import { sightingOf } from "../../gate/sighting.ts";
import { grouped } from "../../lib/grouping.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import { staysFrom } from "../../server/gates/stays.ts";
import type { BroughtRow } from "./bringing.ts";
import type { Passing } from "./people.ts";
import type { PlayedGate } from "./play-gate.ts";

/** What a case is told may be off by so much. */
const NEAR_MINUTES = 2;

/** Counts of passages, and times; a sum of several is the sum of each. */
export interface Judged {
  readonly truth: number;
  /** Something was told of who went through, whatever the direction. */
  readonly seen: number;
  readonly right: number;
  readonly missed: number;
  /** Told of somebody who did not go through within two minutes, or told twice. */
  readonly invented: number;
  /** Told under an ID that is, by the keys, nobody's or somebody else's than who was heard. */
  readonly wrongPerson: number;
  readonly wrongDirection: number;
  /** From the press to the engine's word, and from the line to when an open case could know it, ms. */
  readonly screenMs: readonly number[];
  readonly caseMs: readonly number[];
}

type Walk = { readonly minute: number; readonly direction: Passing["direction"] | "passed" };

/** `rows`: what is looked at; `isMeant`: of whom passages are expected. Whoever else is told to have gone through is invented. */
export function judgedByTruth(
  played: PlayedGate,
  rows: readonly BroughtRow[],
  isMeant: (passing: Passing) => boolean,
  screenMs: readonly number[] = [],
): Judged {
  const senders = sendersOf(played);
  const owned = rows.map((row) => ({
    row,
    owner: played.ownerOf(Math.floor(row.minute / MINUTES_PER_EPOCH), row.prefix),
  }));
  const wrongPerson = owned.filter(({ row, owner }) => {
    const heard = senders.get(row.prefix);
    return owner === undefined || heard?.size !== 1 || !heard.has(owner);
  }).length;
  const byOwner = grouped(owned, ({ owner }) => owner);
  const counts = { truth: 0, seen: 0, right: 0, invented: 0, wrongDirection: 0 };
  const caseMs: number[] = [];
  played.people.forEach(({ passing }, person) => {
    const own = (byOwner.get(person) ?? []).map(({ row }) => row);
    const walks = walksOf(own);
    if (!passing || !isMeant(passing)) {
      counts.invented += walks.filter((walk) => !passing || !isOf(walk, passing)).length;
      return;
    }
    const mine = walks.filter((walk) => isOf(walk, passing));
    const isRight = mine.some(({ direction }) => direction === passing.direction);
    const isWrong = mine.some(({ direction }) => direction !== passing.direction && direction !== "passed");
    counts.truth++;
    counts.seen += Number(mine.length > 0);
    counts.right += Number(isRight && !isWrong);
    counts.wrongDirection += Number(isWrong);
    counts.invented += walks.length - Math.min(1, mine.length);
    if (isRight) caseMs.push(knownAt(own, passing) - passing.crossesAt);
  });
  return { ...counts, missed: counts.truth - counts.seen, wrongPerson, screenMs, caseMs };
}

/** Of each ID on the air: who was heard with it. */
function sendersOf({ heard }: PlayedGate): ReadonlyMap<string, ReadonlySet<number>> {
  const senders = new Map<string, Set<number>>();
  for (const one of heard) {
    const sighting = sightingOf(one);
    if (!sighting) continue;
    const all = senders.get(sighting.prefix) ?? new Set<number>();
    senders.set(sighting.prefix, all.add(one.sender));
  }
  return senders;
}

/** What the server makes of somebody's rows. */
function walksOf(rows: readonly Passage[]): Walk[] {
  const { stays, passed } = staysFrom(rows);
  const walk = (direction: Walk["direction"]) => (minute: number | undefined) =>
    minute === undefined ? [] : [{ minute, direction }];
  return [
    ...stays.flatMap(({ from }) => walk("in")(from)),
    ...stays.flatMap(({ to }) => walk("out")(to)),
    ...passed.flatMap(walk("passed")),
  ];
}

const isOf = ({ minute }: Walk, { crossesAt }: Passing) =>
  Math.abs(minute - Math.floor(crossesAt / MINUTE_MS)) <= NEAR_MINUTES;

/** When the first rows are at the server that tell it right. */
function knownAt(rows: readonly BroughtRow[], passing: Passing): number {
  const inOrder = [...rows].sort((x, y) => x.knownAt - y.knownAt);
  return inOrder.find((_, i) =>
    walksOf(inOrder.slice(0, i + 1)).some(
      (walk) => walk.direction === passing.direction && isOf(walk, passing),
    ),
  )!.knownAt;
}

const NOTHING: Judged = {
  truth: 0,
  seen: 0,
  right: 0,
  missed: 0,
  invented: 0,
  wrongPerson: 0,
  wrongDirection: 0,
  screenMs: [],
  caseMs: [],
};

export function sumOfJudged(all: readonly Judged[]): Judged {
  return all.reduce(
    (sum, one) => ({
      truth: sum.truth + one.truth,
      seen: sum.seen + one.seen,
      right: sum.right + one.right,
      missed: sum.missed + one.missed,
      invented: sum.invented + one.invented,
      wrongPerson: sum.wrongPerson + one.wrongPerson,
      wrongDirection: sum.wrongDirection + one.wrongDirection,
      screenMs: [...sum.screenMs, ...one.screenMs],
      caseMs: [...sum.caseMs, ...one.caseMs],
    }),
    NOTHING,
  );
}
