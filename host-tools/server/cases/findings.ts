/**
 * What was ever found of a case's contacts: records go when their time is over, and dates and definitions are corrected. What can be
 * judged anew is; what was found in time stays.
 */
import { DISTANCE_CLASSES, meetsRule, mostWithin, type Spell } from "../../../protocol/contact.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import { dayEnd, dayStart } from "../../contract/province-time.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import { confidenceOf } from "../matching/confidence.ts";
import { inOrderOfCalling, type MatchedContact } from "../matching/contacts.ts";
import { contactKey } from "./contact-list.ts";

/** By what a list is made. */
interface Settings {
  /** Infectious period: days in the province, both included. */
  readonly from: string;
  readonly to: string;
  readonly rule: ContactRule;
  /** World ms of the first record that is kept. */
  readonly firstKept: number;
}

interface Findings {
  /** Contacts of the infectious period, in the order of calling. */
  readonly listed: readonly MatchedContact[];
  /** All that was ever found of each contact, of days outside the period, too. */
  readonly found: readonly MatchedContact[];
}

/** Whether records of a day were discarded for their age: what was found of it cannot be judged anew. */
export function isGone(day: string, firstKept: number): boolean {
  return dayStart(day) < firstKept;
}

/** `fresh` is what the records tell that there are, of the period alone; `before` all that was found until now. */
export function findingsOf(
  fresh: readonly MatchedContact[],
  before: readonly MatchedContact[],
  settings: Settings,
): Findings {
  const old = new Map(before.map((contact) => [contactKey(contact), contact]));
  const found: MatchedContact[] = [];
  for (const contact of fresh) {
    const key = contactKey(contact);
    const all = merged(contact, old.get(key), settings);
    old.delete(key);
    if (all) found.push(all);
  }
  for (const contact of old.values()) {
    const all = merged(undefined, contact, settings);
    if (all) found.push(all);
  }
  const listed = found.flatMap((contact) => within(contact, settings) ?? []);
  return { listed: listed.sort(inOrderOfCalling), found };
}

/** What was found of two who are one person, under the id of that person: of each day what there was more of. */
export function bothFound(
  one: MatchedContact | null | undefined,
  other: MatchedContact | null | undefined,
  person: string,
  rule: ContactRule,
): MatchedContact | undefined {
  const [a, b] = [one, other].map((of) => (of ? Object.assign({}, of, { person }) : undefined));
  return merged(a, b, { ...NO_DAYS, rule, firstKept: Number.NEGATIVE_INFINITY });
}

/** A period in which no day is judged anew. */
const NO_DAYS = { from: "9999-12-31", to: "0000-01-01" };

type Source = "fresh" | "old";

/** Of which of the two a day is taken. */
function sourceOf(
  day: string,
  fresh: MatchedContact | undefined,
  old: MatchedContact | undefined,
  { from, to, firstKept }: Settings,
): Source | undefined {
  const minutesOf = (contact: MatchedContact | undefined) =>
    contact?.days.find(({ date }) => date === day)?.minutes ?? 0;
  const [now, then] = [minutesOf(fresh), minutesOf(old)];
  const isJudgedAnew = from <= day && day <= to && !isGone(day, firstKept);
  if (isJudgedAnew) return now > 0 ? "fresh" : undefined;
  return now > then ? "fresh" : "old";
}

function merged(
  fresh: MatchedContact | undefined,
  old: MatchedContact | undefined,
  settings: Settings,
): MatchedContact | undefined {
  const days: Record<Source, Set<string>> = { fresh: new Set(), old: new Set() };
  for (const { date } of [...(fresh?.days ?? []), ...(old?.days ?? [])]) {
    const source = sourceOf(date, fresh, old, settings);
    if (source) days[source].add(date);
  }
  const pieces = [fresh && pieceOf(fresh, days.fresh), old && pieceOf(old, days.old)].flatMap(
    (one) => one ?? [],
  );
  return joined(pieces, settings.rule);
}

/** What of a contact lies in the period, judged by the rule as far as that can be done. */
function within(contact: MatchedContact, { from, to, rule }: Settings): MatchedContact | undefined {
  const days = contact.days.map(({ date }) => date).filter((date) => from <= date && date <= to);
  const piece = pieceOf(contact, new Set(days));
  return piece && judged(piece, rule);
}

/** Some days of a contact; undefined where it has none of them. */
function pieceOf(contact: MatchedContact, wanted: ReadonlySet<string>): MatchedContact | undefined {
  const days = contact.days.filter(({ date }) => wanted.has(date));
  if (days.length === contact.days.length) return contact;
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return undefined;
  return Object.assign({}, contact, {
    days,
    spells: ofDays(contact.spells, wanted),
    closeSpells: ofDays(contact.closeSpells, wanted),
    minutes: sum(days.map(({ minutes }) => minutes)),
    closeMinutes: sum(days.map(({ closeMinutes }) => closeMinutes)),
    first: first.first,
    last: last.last,
    distance: nearestOf(days.map(({ distance }) => distance)),
  });
}

function ofDays(spells: readonly Spell[], days: ReadonlySet<string>): Spell[] {
  const bounds = [...days].map((day) => [dayStart(day) / MINUTE_MS, dayEnd(day) / MINUTE_MS - 1] as const);
  return spells.flatMap(({ from, to }) =>
    bounds
      .map(([first, last]) => ({ from: Math.max(from, first), to: Math.min(to, last) }))
      .filter((part) => part.from <= part.to)
      .sort((a, b) => a.from - b.from),
  );
}

/** Pieces of one contact that have no day in common. */
function joined(pieces: readonly MatchedContact[], rule: ContactRule): MatchedContact | undefined {
  const [longest, ...rest] = [...pieces].sort((a, b) => b.minutes - a.minutes);
  if (!longest || rest.length === 0) return longest;
  const days = pieces.flatMap((one) => one.days).sort((a, b) => (a.date < b.date ? -1 : 1));
  const spells = (what: "spells" | "closeSpells") =>
    pieces.flatMap((one) => one[what]).sort((a, b) => a.from - b.from);
  const { evidence } = longest;
  return judged(
    Object.assign({}, longest, {
      days,
      spells: spells("spells"),
      closeSpells: spells("closeSpells"),
      minutes: sum(pieces.map(({ minutes }) => minutes)),
      closeMinutes: sum(pieces.map(({ closeMinutes }) => closeMinutes)),
      first: days[0]!.first,
      last: days.at(-1)!.last,
      evidence: pieces.every((one) => one.evidence === evidence) ? evidence : "both",
      leastLoss: Math.min(...pieces.map(({ leastLoss }) => leastLoss)),
      nearestLoss: Math.min(...pieces.map(({ nearestLoss }) => nearestLoss)),
      distance: nearestOf(pieces.map(({ distance }) => distance)),
      clockTrusted: pieces.every(({ clockTrusted }) => clockTrusted),
      judgedWith: Math.max(...pieces.map(({ judgedWith }) => judgedWith ?? 0)),
      tokens: [...new Set([longest, ...rest].flatMap(({ tokens }) => tokens))],
    }),
    rule,
  );
}

/** By the rule's minutes and hours; who was near when stays as it was found. */
function judged(contact: MatchedContact, rule: ContactRule): MatchedContact {
  const close = minutesIn(Number.isFinite(rule.nearLoss) ? contact.closeSpells : contact.spells);
  const isContact = meetsRule(close, rule);
  const ruleMinutes = mostWithin(close, rule.withinHours);
  if (isContact === contact.isContact && ruleMinutes === contact.ruleMinutes) return contact;
  const after = Object.assign({}, contact, { isContact, ruleMinutes });
  const { reasons } = contact.confidence;
  const doubts = {
    restsOnEarly: reasons.includes("id-early"),
    othersDecide: reasons.includes("others-decide"),
    isWearerUnclear: reasons.includes("wearer-unclear"),
  };
  return Object.assign(after, { confidence: confidenceOf(after, rule, doubts) });
}

function minutesIn(spells: readonly Spell[]): number[] {
  return spells.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

function nearestOf(distances: readonly MatchedContact["distance"][]): MatchedContact["distance"] {
  return DISTANCE_CLASSES.find((one) => distances.includes(one))!;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
