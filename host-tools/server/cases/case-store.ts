import type { ContactState } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Parameter, Queries } from "../database/database.ts";
import type { MatchedContact } from "../matching/contacts.ts";
import type { HeardId } from "../matching/heard-id.ts";
import { usableFor } from "../people/consents.ts";
import { applyCallChange, type CallChange } from "./call-store.ts";
import { type Case, type CaseSubject, isOpen } from "./case.ts";
import { type ContactChanged, putContactChange } from "./contact-changes.ts";
import { type CaseList, contactKey } from "./contact-list.ts";
import { applyHealthChange, type HealthChange } from "./health-store.ts";
import { applyNoticeChange, type NoticeChange } from "./notice-store.ts";
import { applyRetirementChange, type RetirementChange } from "./retirement-store.ts";

/** A day key and the Unix seconds between which its IDs count, both included. */
interface PhoneKey {
  readonly key: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Everything that can happen to a case; `case` in each is its random id. */
export type CaseChange =
  | { readonly kind: "case"; readonly of: Case }
  | {
      readonly kind: "case-list";
      readonly case: string;
      readonly list: CaseList;
      readonly contacts: readonly MatchedContact[];
      /** All that was ever found of each contact. */
      readonly found: readonly MatchedContact[];
    }
  | {
      readonly kind: "case-contact";
      readonly case: string;
      readonly key: string;
      readonly change: ContactChanged;
    }
  | {
      readonly kind: "case-phone";
      readonly case: string;
      readonly keys?: readonly PhoneKey[];
      readonly heard?: readonly HeardId[];
    }
  | RetirementChange
  | CallChange
  | HealthChange
  | NoticeChange
  /** Cases that were closed before this time are kept no longer. World ms. */
  | { readonly kind: "cases-expire"; readonly before: number };

export async function applyCaseChange(queries: Queries, change: CaseChange): Promise<void> {
  switch (change.kind) {
    case "case":
      return putCase(queries, change.of);
    case "case-list":
      return putList(queries, change);
    case "case-contact":
      return putContactChange(queries, change.case, change.key, change.change);
    case "case-phone":
      return putPhone(queries, change);
    case "cases-expire":
      await queries.query('DELETE FROM desk."case" WHERE closed_at < $1', [isoOf(change.before)]);
      await queries.query("DELETE FROM desk.notice WHERE until < $1", [isoOf(change.before)]);
      await queries.query("DELETE FROM desk.asked_retirement WHERE asked_at < $1", [isoOf(change.before)]);
      return;
    case "call":
    case "claim":
      return applyCallChange(queries, change);
    case "health":
      return applyHealthChange(queries, change);
    case "notice":
    case "notice-withdrawn":
      return applyNoticeChange(queries, change);
    default:
      return applyRetirementChange(queries, change);
  }
}

async function putCase(queries: Queries, of: Case): Promise<void> {
  const { id, subject, place, state, openedAt, closedAt, ...details } = of;
  const person = subject.kind === "person" ? subject.person : null;
  // Of a person who was erased since, no case comes back when the journal is read again.
  await queries.query(
    `INSERT INTO desk."case" (id, person, serial, place, state, opened_at, closed_at, details)
     SELECT $1, whom.id, $3, $4, $5, $6, $7, $8
     FROM (SELECT coalesce((SELECT person FROM people.merged WHERE id = $2), $2) AS id) AS whom
     WHERE whom.id IS NULL OR EXISTS (SELECT FROM people.person WHERE id = whom.id)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, closed_at = excluded.closed_at, details = excluded.details`,
    [
      id,
      person,
      subject.kind === "token" ? subject.serial : null,
      place,
      state,
      isoOf(openedAt),
      closedAt === undefined ? null : isoOf(closedAt),
      JSON.stringify(details),
    ],
  );
}

async function putList(
  queries: Queries,
  { case: id, list, contacts, found }: Extract<CaseChange, { kind: "case-list" }>,
): Promise<void> {
  const there = await queries.query('SELECT FROM desk."case" WHERE id = $1', [id]);
  if (there.length === 0) return;
  await queries.query("INSERT INTO desk.list VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
    id,
    list.number,
    isoOf(list.madeAt),
    JSON.stringify(list),
  ]);
  await queries.query("UPDATE desk.contact SET listing = NULL, found = NULL WHERE case_id = $1", [id]);
  const listings = new Map(contacts.map((contact) => [contactKey(contact), JSON.stringify(contact)]));
  await queries.query(
    `INSERT INTO desk.contact (case_id, key, person, listing, found)
     SELECT $1, key, (SELECT id FROM people.person WHERE id = new.person), listing::jsonb, found::jsonb
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS new (key, person, listing, found)
     ON CONFLICT (case_id, key) DO UPDATE SET listing = excluded.listing, found = excluded.found`,
    [
      id,
      found.map(contactKey),
      found.map(({ person }) => person ?? null),
      found.map((contact) => listings.get(contactKey(contact)) ?? null),
      found.map((contact) => JSON.stringify(contact)),
    ],
  );
}

async function putPhone(
  queries: Queries,
  { case: id, keys = [], heard }: Extract<CaseChange, { kind: "case-phone" }>,
): Promise<void> {
  for (const { key, start, end } of keys)
    await queries.query(
      `INSERT INTO desk.phone_key SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT FROM desk."case" WHERE id = $1)
       ON CONFLICT (case_id, daily_key) DO UPDATE SET time_start = excluded.time_start, time_end = excluded.time_end`,
      [id, key, start, end],
    );
  if (heard)
    await queries.query(
      `INSERT INTO desk.phone_log SELECT $1, $2 WHERE EXISTS (SELECT FROM desk."case" WHERE id = $1)
       ON CONFLICT (case_id) DO UPDATE SET heard = excluded.heard`,
      [id, JSON.stringify(heard)],
    );
}

interface CaseRow {
  readonly id: string;
  readonly person: string | null;
  readonly serial: number | null;
  readonly place: string;
  readonly state: Case["state"];
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly details: Omit<Case, "id" | "subject" | "place" | "state" | "openedAt" | "closedAt">;
}

function caseOf({ id, person, serial, place, state, opened_at, closed_at, details }: CaseRow): Case {
  const subject: CaseSubject =
    person !== null
      ? { kind: "person", person }
      : serial !== null
        ? { kind: "token", serial }
        : { kind: "phone" };
  return {
    id,
    subject,
    place,
    state,
    openedAt: opened_at.getTime(),
    ...details,
    ...(closed_at ? { closedAt: closed_at.getTime() } : {}),
  };
}

export async function findCase(queries: Queries, id: string): Promise<Case | undefined> {
  const rows = await queries.query<CaseRow>('SELECT * FROM desk."case" WHERE id = $1', [id]);
  return rows[0] && caseOf(rows[0]);
}

/** Newest first; of these places, or of all. */
export async function listCases(queries: Queries, places: readonly string[] | undefined): Promise<Case[]> {
  const parameters: Parameter[] = places ? [places] : [];
  const rows = await queries.query<CaseRow>(
    `SELECT * FROM desk."case" ${places ? "WHERE place = ANY($1)" : ""} ORDER BY opened_at DESC, id`,
    parameters,
  );
  return rows.map(caseOf);
}

/** Cases that contacts of a case became themselves, by the contact's key; of two the newer one. */
export async function casesFrom(queries: Queries, id: string): Promise<Map<string, Case>> {
  const rows = await queries.query<CaseRow>(
    `SELECT * FROM desk."case" WHERE details->>'parent' = $1 AND person IS NOT NULL ORDER BY opened_at`,
    [id],
  );
  return new Map(rows.map((row) => [row.person!, caseOf(row)]));
}

/** A list of a case by its number, or its newest. */
export async function listOf(queries: Queries, id: string, number?: number): Promise<CaseList | undefined> {
  const [row] = await queries.query<{ list: CaseList }>(
    `SELECT list FROM desk.list WHERE case_id = $1 AND ($2::int4 IS NULL OR number = $2)
     ORDER BY number DESC LIMIT 1`,
    [id, number ?? null],
  );
  return row?.list;
}

/** When each list of a case was made, newest first. World ms. */
export async function listsOf(queries: Queries, id: string): Promise<{ number: number; madeAt: number }[]> {
  const rows = await queries.query<{ number: number; made_at: Date }>(
    "SELECT number, made_at FROM desk.list WHERE case_id = $1 ORDER BY number DESC",
    [id],
  );
  return rows.map(({ number, made_at }) => ({ number, madeAt: made_at.getTime() }));
}

/** When each key stood on a list of a case as a close contact first, world ms. */
export async function firstListed(queries: Queries, id: string): Promise<Map<string, number>> {
  const rows = await queries.query<{ key: string; at: Date }>(
    `SELECT entry->>'key' AS key, min(made_at) AS at
     FROM desk.list, jsonb_array_elements(list->'entries') AS entry
     WHERE case_id = $1 AND (entry->>'isContact')::boolean GROUP BY 1`,
    [id],
  );
  return new Map(rows.map(({ key, at }) => [key, at.getTime()]));
}

export interface KeptContact {
  readonly key: string;
  readonly state: ContactState;
  readonly note: string | null;
  readonly changedAt: number | undefined;
  /** Undefined when it is on the newest list no more. */
  readonly listing: MatchedContact | undefined;
  /** All that was ever found, of days outside the infectious period too; undefined when nothing is left of it. */
  readonly found: MatchedContact | undefined;
}

/** Of whom may be used for contacts at a time, and of tokens that nobody is known to have worn. `now` in world ms. */
export async function keptContacts(queries: Queries, id: string, now: number): Promise<KeptContact[]> {
  const rows = await queries.query<{
    key: string;
    person: string | null;
    state: ContactState;
    note: string | null;
    changed_at: Date | null;
    listing: MatchedContact | null;
    found: MatchedContact | null;
  }>(
    `SELECT key, person, state, note, changed_at, listing, found FROM desk.contact
     WHERE case_id = $1 AND key IS DISTINCT FROM (SELECT person FROM desk."case" WHERE id = $1)`,
    [id],
  );
  const persons = rows.flatMap(({ person }) => person ?? []);
  const usable = await usableFor(queries, persons, "contacts", now);
  return rows
    .filter(({ person }) => person === null || usable.has(person))
    .map(({ key, state, note, changed_at, listing, found }) => ({
      key,
      state,
      note,
      changedAt: changed_at?.getTime(),
      listing: listing ?? undefined,
      found: found ?? undefined,
    }));
}

/** What phones' owners brought. */
export interface PhoneFiles {
  readonly keys: readonly PhoneKey[];
  readonly heard: readonly HeardId[];
}

export async function phoneOf(queries: Queries, id: string): Promise<PhoneFiles> {
  const keys = await queries.query<PhoneKey>(
    `SELECT daily_key AS key, time_start AS start, time_end AS "end" FROM desk.phone_key WHERE case_id = $1
     ORDER BY time_start`,
    [id],
  );
  const [log] = await queries.query<{ heard: HeardId[] }>(
    "SELECT heard FROM desk.phone_log WHERE case_id = $1",
    [id],
  );
  return { keys, heard: log?.heard ?? [] };
}

/** Day keys that phones' owners brought for cases that are open. `now` in world ms. */
export async function importedKeys(queries: Queries, now: number): Promise<PhoneKey[]> {
  const rows = await queries.query<PhoneKey & { state: Case["state"]; opened_at: Date }>(
    `SELECT daily_key AS key, time_start AS start, time_end AS "end", state, opened_at
     FROM desk.phone_key JOIN desk."case" ON id = case_id ORDER BY time_start`,
  );
  return rows
    .filter(({ state, opened_at }) => isOpen({ state, openedAt: opened_at.getTime() }, now))
    .map(({ key, start, end }) => ({ key, start, end }));
}
