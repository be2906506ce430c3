/** What lists come to under one judge: who is called, who in vain, in which order, and who is lost. */
import type { Contact } from "../../../protocol/contact.ts";
import { inOrderOfCalling, type MatchedContact } from "../../server/matching/contacts.ts";
import { DISTANCE_BANDS } from "../../world/report.ts";
import { type PlacesReport, placesReport } from "./calling-order.ts";
import type { WorldPair } from "./drawn-world.ts";
import type { Judge, Verdict } from "./judges.ts";

/** Share of the contacts on the old rule's lists that callers are to reach. */
const MOST = 0.9;
const FOUR_FIFTHS = 0.8;

export interface ListFigures {
  /** Pairs that are contacts in truth; of them called; called without being one. */
  readonly contacts: number;
  readonly found: number;
  readonly falseCalls: number;
  /** Called without being one where the limit is set so that as many contacts are found as by the old rule. */
  readonly falseAtEqualRecall: number;
  /** That limit, dB. */
  readonly limitOfEqualRecall: number;
  /** The same where the limit is set so that four in five contacts are found: to compare ways of wearing, which differ in recall. */
  readonly falseAtFourFifths: number;
  readonly bands: readonly {
    readonly metres: readonly [number, number];
    readonly pairs: number;
    readonly called: number;
  }[];
  readonly places: readonly PlacesReport[];
  /** Calls, if everybody's list is called to the same place, until nine in ten of the contacts on the old rule's lists are reached; null: never. */
  readonly callsToMost: number | null;
  /** Calls of all lists, each pair counted on both lists. */
  readonly calls: number;
  /** Pairs that were within a metre for 15 minutes, of them not called, and of these called by the old rule. */
  readonly withinMetre: number;
  readonly missedWithinMetre: number;
  readonly lostWithinMetre: number;
  /** Of each of these, minutes within 2 m. */
  readonly minutesOfLost: readonly number[];
  /** The same at the limit of equal recall. */
  readonly lostWithinMetreAtEqualRecall: number;
}

/** Of each judge, the figures of each seed. */
export type ListsBySeed = Readonly<Record<Judge, readonly ListFigures[]>>;

/** The order does not depend on it. */
const UNKNOWN = { level: "low", reasons: [] } as const;

const isCalled = ({ contact }: Verdict): boolean => contact?.isContact === true;

export function listFigures(
  pairs: readonly WorldPair[],
  verdicts: readonly Verdict[],
  old: readonly Verdict[],
): ListFigures {
  const count = (of: (pair: WorldPair, i: number) => boolean) => pairs.filter(of).length;
  const foundBy = (by: readonly Verdict[]) => count(({ isContact }, i) => isContact && isCalled(by[i]!));
  const lists = calledLists(pairs, verdicts);
  const limit = limitFinding(pairs, verdicts, foundBy(old));
  const contacts = count(({ isContact }) => isContact);
  const falseUpTo = (most: number) => count(({ isContact }, i) => !isContact && verdicts[i]!.from <= most);
  const close = (pair: WorldPair) => pair.metres < 1;
  const lost = pairs.filter((pair, i) => close(pair) && !isCalled(verdicts[i]!) && isCalled(old[i]!));
  return {
    contacts,
    found: foundBy(verdicts),
    falseCalls: count(({ isContact }, i) => !isContact && isCalled(verdicts[i]!)),
    falseAtEqualRecall: falseUpTo(limit),
    limitOfEqualRecall: limit,
    falseAtFourFifths: falseUpTo(limitFinding(pairs, verdicts, Math.ceil(FOUR_FIFTHS * contacts))),
    lostWithinMetreAtEqualRecall: count(
      (pair, i) => close(pair) && verdicts[i]!.from > limit && isCalled(old[i]!),
    ),
    bands: DISTANCE_BANDS.map(([from, to]) => {
      const isIn = ({ metres }: WorldPair) => metres >= from && metres < to;
      return {
        metres: [from, to],
        pairs: count(isIn),
        called: count((pair, i) => isIn(pair) && isCalled(verdicts[i]!)),
      };
    }),
    places: placesReport(lists),
    callsToMost: callsUntil(lists, MOST * 2 * foundBy(old)),
    calls: lists.reduce((sum, list) => sum + list.length, 0),
    withinMetre: count(close),
    missedWithinMetre: count((pair, i) => close(pair) && !isCalled(verdicts[i]!)),
    lostWithinMetre: lost.length,
    minutesOfLost: lost.map(({ minutes }) => minutes),
  };
}

/** The least limit at which so many contacts are found. */
function limitFinding(pairs: readonly WorldPair[], verdicts: readonly Verdict[], found: number): number {
  const limits = verdicts.flatMap(({ from }, i) => (pairs[i]!.isContact ? [from] : []));
  return limits.sort((x, y) => x - y)[found - 1] ?? Number.NEGATIVE_INFINITY;
}

/** Of everybody as the case those who are called, in the product's order: whether each is a contact in truth. */
function calledLists(pairs: readonly WorldPair[], verdicts: readonly Verdict[]): boolean[][] {
  const byCase = new Map<number, { readonly line: MatchedContact; readonly isContact: boolean }[]>();
  const enter = (person: number, other: number, contact: Contact, isContact: boolean) => {
    const list = byCase.get(person) ?? [];
    byCase.set(person, list);
    list.push({ line: { ...contact, token: other, tokens: [other], confidence: UNKNOWN }, isContact });
  };
  pairs.forEach(({ a, b, isContact }, i) => {
    const { contact } = verdicts[i]!;
    if (!contact?.isContact) return;
    enter(a, b, contact, isContact);
    enter(b, a, contact, isContact);
  });
  return [...byCase.values()].map((list) =>
    list.sort((x, y) => inOrderOfCalling(x.line, y.line)).map(({ isContact }) => isContact),
  );
}

function callsUntil(lists: readonly (readonly boolean[])[], wanted: number): number | null {
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  let [calls, reached] = [0, 0];
  for (let place = 0; place < longest; place++) {
    for (const list of lists) {
      if (place >= list.length) continue;
      calls++;
      if (list[place]) reached++;
    }
    if (reached >= wanted) return calls;
  }
  return null;
}
