/**
 * Who wore a token at the time of a record: two people may share one in a day, one person may wear two. Of who did not give
 * contacts there is no name and no token: what was recorded then is nobody's contact.
 */

import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { usableFor } from "../people/consents.ts";

/** Minutes are counted from the Unix epoch; `to` is the first one behind. */
export interface TokenSpan {
  readonly serial: number;
  readonly from: number;
  readonly to: number;
}

export interface WornSpan extends TokenSpan {
  /** Null: somebody who may not be used for contacts. */
  readonly person: string | null;
}

const FULL = (1 << MINUTES_PER_EPOCH) - 1;

/** Who wore these tokens, by serial: persons of the office, and pseudonyms of worlds and trials. `now` in world ms. */
export async function wearersOf(
  queries: Queries,
  serials: readonly number[],
  now: number,
): Promise<ReadonlyMap<number, readonly WornSpan[]>> {
  const rows = await queries.query<WearerRow>(
    `SELECT serial, person, label, assigned_from AS "from", assigned_to AS "to"
     FROM people.assignment WHERE serial = ANY($1::int8[]) ORDER BY "from"`,
    [serials],
  );
  const persons = rows.flatMap(({ person }) => person ?? []);
  const usable = await usableFor(queries, persons, "contacts", now);
  const wearers = new Map<number, WornSpan[]>();
  for (const { serial, person, label, from, to } of rows) {
    const isUsable = person === null || usable.has(person);
    const wearer = isUsable ? (person ?? label) : null;
    const span = { serial, person: wearer, ...minutesOf(from.getTime(), to?.getTime()) };
    wearers.set(serial, [...(wearers.get(serial) ?? []), span]);
  }
  return wearers;
}

interface WearerRow {
  readonly serial: number;
  readonly person: string | null;
  readonly label: string | null;
  readonly from: Date;
  readonly to: Date | null;
}

/** Of these spans what is not of somebody who may not be used for contacts. `now` in world ms. */
export async function usableSpans(
  queries: Queries,
  spans: readonly TokenSpan[],
  now: number,
): Promise<TokenSpan[]> {
  const serials = spans.map(({ serial }) => serial);
  const wearers = await wearersOf(queries, serials, now);
  return spans.flatMap((span) => {
    const withheld = (wearers.get(span.serial) ?? []).filter(({ person }) => person === null);
    return withheld.reduce((left, taken) => left.flatMap((one) => without(one, taken)), [span]);
  });
}

/** What of a span lies before and behind another one. */
function without(span: TokenSpan, taken: TokenSpan): TokenSpan[] {
  const before = { ...span, to: Math.min(span.to, taken.from) };
  const behind = { ...span, from: Math.max(span.from, taken.to) };
  return [before, behind].filter(({ from, to }) => from < to);
}

/** World ms to minutes: the minute of a handing over is the next wearer's. */
export function minutesOf(from: number, to: number | undefined): Omit<TokenSpan, "serial"> {
  return {
    from: Math.floor(from / MINUTE_MS),
    to: to === undefined ? Number.POSITIVE_INFINITY : Math.floor(to / MINUTE_MS),
  };
}

/** Bits of an epoch's minutes that lie in a span. */
export function maskOf(epoch: number, { from, to }: Omit<TokenSpan, "serial">): number {
  const start = epoch * MINUTES_PER_EPOCH;
  const first = Math.max(0, Math.min(MINUTES_PER_EPOCH, from - start));
  const end = Math.max(first, Math.min(MINUTES_PER_EPOCH, to - start));
  return ((FULL >> (MINUTES_PER_EPOCH - end)) >> first) << first;
}

interface Part {
  readonly person: string | null | undefined;
  readonly minutes: number;
  /** Of two people who may have worn it then one did: both are named until somebody says which. */
  readonly isUnclear: boolean;
}

/** Whose minutes of an epoch were: each wearer's part of them, and what is left under no name (undefined). */
export function shared(worn: readonly WornSpan[] | undefined, epoch: number, minutes: number): Part[] {
  const parts = (worn ?? [])
    .map((span) => ({ person: span.person, minutes: minutes & maskOf(epoch, span) }))
    .filter((part) => part.minutes !== 0);
  const told = parts.reduce((all, part) => all | part.minutes, 0);
  const isUnclear = (one: Omit<Part, "isUnclear">) =>
    parts.some(({ person, minutes }) => person !== one.person && (minutes & one.minutes) !== 0);
  const all: Part[] = parts.map((part) => Object.assign(part, { isUnclear: isUnclear(part) }));
  const rest = minutes & ~told;
  if (rest !== 0) all.push({ person: undefined, minutes: rest, isUnclear: false });
  return all;
}
