/** Who wore a token at the time of a record: two people may share one in a day, one person may wear two. */

import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";

/** Minutes are counted from the Unix epoch; `to` is the first one behind. */
export interface TokenSpan {
  readonly serial: number;
  readonly from: number;
  readonly to: number;
}

export interface WornSpan extends TokenSpan {
  readonly person: string;
}

const FULL = (1 << MINUTES_PER_EPOCH) - 1;

/** Who wore these tokens, by serial: persons of the office, and pseudonyms of worlds and trials. */
export async function wearersOf(
  queries: Queries,
  serials: readonly number[],
): Promise<ReadonlyMap<number, readonly WornSpan[]>> {
  const rows = await queries.query<{ serial: number; person: string; from: Date; to: Date | null }>(
    `SELECT serial, COALESCE(person, label) AS person, assigned_from AS "from", assigned_to AS "to"
     FROM people.assignment WHERE serial = ANY($1::int8[]) ORDER BY "from"`,
    [serials],
  );
  const wearers = new Map<number, WornSpan[]>();
  for (const { serial, person, from, to } of rows) {
    const span = { serial, person, ...minutesOf(from.getTime(), to?.getTime()) };
    wearers.set(serial, [...(wearers.get(serial) ?? []), span]);
  }
  return wearers;
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

/** Whose minutes of an epoch were: each wearer's part of them, and what is left under no name. */
export function shared(
  worn: readonly WornSpan[] | undefined,
  epoch: number,
  minutes: number,
): { readonly person: string | undefined; readonly minutes: number }[] {
  const parts: { person: string | undefined; minutes: number }[] = [];
  let rest = minutes;
  for (const span of worn ?? []) {
    const part = rest & maskOf(epoch, span);
    if (part === 0) continue;
    parts.push({ person: span.person, minutes: part });
    rest &= ~part;
  }
  if (rest !== 0) parts.push({ person: undefined, minutes: rest });
  return parts;
}
