/** Where somebody who is a case went through a gate, and who was in the same zone meanwhile: inside an open case alone. */
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { dayEnd, dayStart } from "../../contract/province-time.ts";
import { refuse } from "../../contract/refusal.ts";
import { grouped } from "../../lib/grouping.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { guardsOfVisits } from "../gates/deed-store.ts";
import { gatesById, gatesOfZone } from "../gates/gate-store.ts";
import { isOnTime, type PassageRow, passagesOfGates, passagesOfIds } from "../gates/passage-store.ts";
import { longestOverlap, type Shared, type Stay, type Stays, staysFrom } from "../gates/stays.ts";
import { visitsOfGates } from "../gates/visit-store.ts";
import { type Visitor, visitorsFrom } from "../gates/visitors.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { idsOfCase, type MatchParts } from "../matching/reading.ts";
import { caseOf } from "../matching/request.ts";
import { type TokenSpan, usableSpans, type WornSpan, wearersOf } from "../matching/wearers.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import { type Case, periodOf } from "./case.ts";
import { contactKey } from "./contact-list.ts";
import { ownersAmongAll, requestOf } from "./matching.ts";

/** Everything a zone tells of a case's day. Minutes since the Unix epoch. */
export interface ZoneOfCase extends Stays {
  readonly place: string;
  readonly zone: string;
  /** Who was there meanwhile, most minutes first. */
  readonly others: readonly OtherInZone[];
  /** IDs of that time that are no enrolled token's. */
  readonly unknown: number;
  /** Who was there meanwhile without token or phone, most minutes first. */
  readonly visitors: readonly VisitorInZone[];
}

interface OtherInZone extends Shared {
  /** As on the case's list of contacts (contact-list.ts). */
  readonly key: string;
  /** The visitor to whom the token was lent then. */
  readonly lentTo?: string;
}

interface VisitorInZone extends Shared, Omit<Visitor, "stay" | "id"> {
  /** Who noted them first, where it was a guard. */
  readonly guard?: string;
}

/** A day of the case's in its period, by zone. The look is in the audit log by now. Refusal: days. */
export async function passagesOfCase(
  parts: MatchParts,
  wrapping: KeyWrapping,
  of: Case,
  day: string,
): Promise<ZoneOfCase[]> {
  const period = periodOf(of);
  if (day < period.from || day > period.to) throw refuse("days", "day");
  const { database: queries } = parts;
  const time = { from: dayStart(day) / MINUTE_MS, to: dayEnd(day) / MINUTE_MS - 1 };
  const { rows, ids } = await ownPassages(parts, queries, of, day, time);
  const gates = await gatesById(queries);
  const zones = grouped(
    rows.filter(({ gate }) => gates.has(gate)),
    ({ gate }) => JSON.stringify([gates.get(gate)!.place, gates.get(gate)!.zone]),
  );
  const told: ZoneOfCase[] = [];
  for (const [name, own] of zones) {
    const [place, zone] = JSON.parse(name) as [string, string];
    const leading = await gatesOfZone(queries, place, zone);
    const stays = staysFrom(own);
    const leadingIds = leading.map(({ id }) => id);
    const all = await passagesOfGates(queries, leadingIds, time);
    const visits = await visitsOfGates(queries, wrapping, leadingIds, time);
    const visitors = visitorsFrom(visits);
    const { others, unknown } = await meanwhile(
      parts,
      wrapping,
      all.filter(({ prefix }) => !ids.has(prefix)),
      stays,
      time,
    );
    told.push({
      place,
      zone,
      ...stays,
      others: others.map((one) => ({ ...one, ...lentTo(visitors, one) })),
      unknown,
      visitors: await withGuards(queries, wrapping, visitorsMeanwhile(visitors, stays, time)),
    });
  }
  return told;
}

/** Passages of the case's own IDs, while its tokens were the case's. */
async function ownPassages(
  parts: MatchParts,
  queries: Queries,
  of: Case,
  day: string,
  time: { readonly from: number; readonly to: number },
): Promise<{ readonly rows: PassageRow[]; readonly ids: ReadonlyMap<number, IdOwner> }> {
  const whole = await requestOf(queries, of);
  const epochs = { from: dayStart(day) / EPOCH_MS, to: dayEnd(day) / EPOCH_MS - 1 };
  const request = { ...whole, epochs };
  const given = caseOf(request.case);
  const known = { ...given, tokens: await usableSpans(queries, given.tokens, parts.now()) };
  const { ids, spans } = await idsOfCase(parts.index, queries, request, known);
  const rows = (await passagesOfIds(queries, [...ids.keys()], time)).filter((row) => {
    const { serial, epoch } = ids.get(row.prefix)!;
    return (spans.has(serial) || isOnTime(row, epoch)) && (serial < 0 || isWorn(known.tokens, serial, row));
  });
  return { rows, ids };
}

function isWorn(tokens: readonly TokenSpan[], serial: number, { minute }: PassageRow): boolean {
  return tokens.some((span) => span.serial === serial && span.from <= minute && minute < span.to);
}

async function meanwhile(
  parts: MatchParts,
  wrapping: KeyWrapping,
  rows: readonly PassageRow[],
  { stays, passed }: Stays,
  time: { readonly from: number; readonly to: number },
): Promise<Pick<ZoneOfCase, "others" | "unknown">> {
  const open = rows.map(({ prefix, minute }) => ({ prefix, epoch: Math.floor(minute / MINUTES_PER_EPOCH) }));
  const owners = await ownersAmongAll(parts, wrapping, open);
  const bySerial = grouped(
    rows.filter((row) => isOnTime(row, owners.get(row.prefix)?.epoch)),
    ({ prefix }) => owners.get(prefix)!.serial,
  );
  const wearers = await wearersOf(parts.database, [...bySerial.keys()], parts.now());
  const mine = timesOf({ stays, passed });
  const others: OtherInZone[] = [];
  for (const [serial, all] of bySerial)
    for (const [person, own] of byWearer(all, wearers.get(serial) ?? [])) {
      if (person === null) continue;
      const longest = longestOverlap(mine, timesOf(staysFrom(own)), time);
      if (longest) others.push({ key: keyOf(person, serial), ...longest });
    }
  const unknown = new Set(
    rows
      .filter(({ prefix, minute }) => !owners.has(prefix) && mine.some((stay) => holds(stay, minute, time)))
      .map(({ prefix }) => prefix),
  );
  return { others: others.sort((a, b) => b.minutes - a.minutes), unknown: unknown.size };
}

/** Their times in a zone, with or without a direction. */
function timesOf({ stays, passed }: Stays): Stay[] {
  return [...stays, ...passed.map((minute) => ({ from: minute, to: minute }))];
}

/** Whom a token that nobody wears was lent to while it was there. */
function lentTo(
  visitors: readonly Visitor[],
  { key, from, to }: OtherInZone,
): Pick<OtherInZone, "lentTo"> | undefined {
  const found = visitors.find(
    ({ token, stay }) =>
      token !== undefined &&
      contactKey({ token }) === key &&
      (stay.from ?? from) <= to &&
      (stay.to ?? to) >= from,
  );
  return found && { lentTo: found.name };
}

function visitorsMeanwhile(
  visitors: readonly Visitor[],
  stays: Stays,
  time: { readonly from: number; readonly to: number },
): (Shared & Omit<Visitor, "stay">)[] {
  const there = visitors.flatMap(({ stay, ...who }) => {
    const longest = longestOverlap(timesOf(stays), [stay], time);
    return longest ? [{ ...who, ...longest }] : [];
  });
  return there.sort((a, b) => b.minutes - a.minutes);
}

async function withGuards(
  queries: Queries,
  wrapping: KeyWrapping,
  visitors: readonly (Shared & Omit<Visitor, "stay">)[],
): Promise<VisitorInZone[]> {
  const guards = await guardsOfVisits(
    queries,
    wrapping,
    visitors.map(({ id }) => id),
  );
  return visitors.map(({ id, ...one }) => {
    const guard = guards.get(id);
    return { ...one, ...(guard === undefined ? {} : { guard }) };
  });
}

function keyOf(person: string | undefined, token: number): string {
  return contactKey(person === undefined ? { token } : { person, token });
}

/** A token's passages by who wore it then: null of who may not be used for contacts, undefined of nobody known. */
function byWearer(rows: readonly PassageRow[], worn: readonly WornSpan[]) {
  return grouped(rows, ({ minute }) => {
    const span = worn.find(({ from, to }) => from <= minute && minute < to);
    return span ? span.person : undefined;
  });
}

function holds({ from, to }: Stay, minute: number, time: { readonly from: number; readonly to: number }) {
  return (from ?? time.from) <= minute && minute <= (to ?? time.to);
}
