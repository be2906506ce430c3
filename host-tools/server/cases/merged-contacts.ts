/** What cases hold of records that became one: one contact in each case, and each its own again when they are taken apart. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import type { MatchedContact } from "../matching/contacts.ts";
import { applyMergeChange, type Merge, type MergeChange } from "../people/merge-store.ts";
import { mergedBelow } from "../people/merged-ids.ts";
import { ruleOf } from "./case.ts";
import { bothFound } from "./findings.ts";
import { type DoneSoFar, joinedDone } from "./joined-done.ts";
import { dropUnworked, forgetOrigins, moveWork, moveWorkBack } from "./merged-work.ts";

/** What was found of a contact. */
interface Found {
  readonly listing: MatchedContact | null;
  readonly found: MatchedContact | null;
}

type ContactRow = Found & DoneSoFar;

/** A contact who became one with another; `before`: what was found of that one alone. */
interface Stashed {
  readonly case_id: string;
  readonly origin: string;
  readonly contact: Found;
  readonly changes: readonly { readonly id: string }[];
  readonly before: Found | null;
  readonly mark: string;
  readonly merged_at: Date;
}

/** Two records become one, or are taken apart, in every table of persons and cases. */
export async function applyMergeEverywhere(queries: Queries, change: MergeChange): Promise<void> {
  const { person, other } = change;
  const isThere = async (ids: readonly string[]) =>
    (await queries.query("SELECT FROM people.person WHERE id = ANY($1::text[])", [[...ids]])).length ===
    ids.length;
  if (change.kind === "merge") {
    if (!(await isThere([person, other]))) return;
    await mergeInCases(queries, change);
    return applyMergeChange(queries, change);
  }
  const members = await mergedBelow(queries, other);
  const stashed = await queries.query<Stashed>("SELECT * FROM desk.merged_contact WHERE origin = $1", [
    other,
  ]);
  await applyMergeChange(queries, change);
  if (!(await isThere([other]))) return;
  await queries.query(
    `UPDATE desk."case" SET person = $2, origin = CASE origin WHEN $2 THEN '' ELSE origin END
     WHERE person = $1 AND origin = ANY($3::text[])`,
    [person, other, members],
  );
  for (const one of stashed) await takeApartIn(queries, one, person, members);
  await queries.query(
    "UPDATE desk.merged_contact SET person = $2 WHERE person = $1 AND origin = ANY($3::text[])",
    [person, other, members],
  );
}

async function mergeInCases(queries: Queries, change: Merge): Promise<void> {
  const { person, other } = change;
  await queries.query("UPDATE desk.merged_contact SET person = $1 WHERE person = $2", [person, other]);
  await queries.query(
    `UPDATE desk."case" SET person = $1, origin = CASE origin WHEN '' THEN $2 ELSE origin END WHERE person = $2`,
    [person, other],
  );
  const cases = await queries.query<{ case_id: string }>(
    "SELECT case_id FROM desk.contact WHERE key = $1 ORDER BY case_id",
    [other],
  );
  for (const { case_id } of cases) await mergeIn(queries, case_id, change);
}

async function mergeIn(queries: Queries, caseId: string, change: Merge): Promise<void> {
  const { person, other, at, mark, by } = change;
  const [kept, gone] = [await contactOf(queries, caseId, person), await contactOf(queries, caseId, other)];
  await queries.query(
    `INSERT INTO desk.merged_contact (case_id, origin, person, merged_at, contact, changes, before, mark)
     SELECT case_id, key, $3, $4, to_jsonb(contact),
       (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY at, id), '[]') FROM desk.contact_change AS one
        WHERE one.case_id = contact.case_id AND one.key = contact.key), $5, $6
     FROM desk.contact WHERE case_id = $1 AND key = $2`,
    [caseId, other, person, isoOf(at), kept ? JSON.stringify(foundIn(kept)) : null, mark],
  );
  const of = await caseOf(queries, caseId);
  // Nobody is a contact of their own case.
  if (of.person !== person) {
    await putFound(queries, caseId, person, both(kept, gone!, person, of));
    await queries.query(
      `UPDATE desk.contact_change SET key = $3, id = CASE id WHEN 'before' THEN $4 ELSE id END
       WHERE case_id = $1 AND key = $2`,
      [caseId, other, person, movedId("before", other)],
    );
    const { isJoined, ...done } = joinedDone(kept, gone!, at);
    await putDone(queries, caseId, person, done);
    if (isJoined)
      await queries.query(
        `INSERT INTO desk.contact_change (case_id, key, id, at, by, state, note)
         SELECT case_id, key, $3, changed_at, $4, state, note FROM desk.contact WHERE case_id = $1 AND key = $2`,
        [caseId, person, mark, by],
      );
  }
  await moveWork(queries, caseId, other, person);
  await queries.query("DELETE FROM desk.contact WHERE case_id = $1 AND key = $2", [caseId, other]);
}

async function takeApartIn(
  queries: Queries,
  stashed: Stashed,
  person: string,
  members: readonly string[],
): Promise<void> {
  const { case_id: caseId, origin, contact, changes, mark } = stashed;
  const rest = await stashedBeside(queries, caseId, person);
  await queries.query("DELETE FROM desk.merged_contact WHERE case_id = $1 AND origin = $2", [caseId, origin]);
  await queries.query(
    "DELETE FROM desk.contact_change WHERE case_id = $1 AND key = $2 AND id = ANY($3::text[])",
    [caseId, person, [mark, ...changes.map(({ id }) => movedId(id, origin))]],
  );
  await queries.query(
    `INSERT INTO desk.contact SELECT (jsonb_populate_record(NULL::desk.contact, $1::jsonb)).* ON CONFLICT DO NOTHING`,
    [JSON.stringify(contact)],
  );
  await queries.query(
    `INSERT INTO desk.contact_change SELECT (jsonb_populate_recordset(NULL::desk.contact_change, $1::jsonb)).*
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(changes)],
  );
  await moveWorkBack(queries, caseId, person, origin, members);
  const of = await caseOf(queries, caseId);
  if (of.person === person) return dropUnworked(queries, caseId, person);
  // What is left of who stayed: what was found of them first, and what others brought who are one with them still.
  const [first] = rest;
  let left = first && first.merged_at < stashed.merged_at ? first.before : stashed.before;
  for (const one of rest) {
    await queries.query("UPDATE desk.merged_contact SET before = $3 WHERE case_id = $1 AND origin = $2", [
      caseId,
      one.origin,
      left && JSON.stringify(left),
    ]);
    left = both(left, one.contact, person, of);
  }
  const [last] = await queries.query<DoneSoFar>(
    `SELECT state, note, at AS changed_at FROM desk.contact_change WHERE case_id = $1 AND key = $2
     ORDER BY at DESC, id DESC LIMIT 1`,
    [caseId, person],
  );
  if (!left && !last) {
    await putFound(queries, caseId, person, { listing: null, found: null });
    return dropUnworked(queries, caseId, person);
  }
  await putFound(queries, caseId, person, left ?? { listing: null, found: null });
  await putDone(queries, caseId, person, last ?? { state: "to-call", note: null, changed_at: null });
}

/** Of others who became one with a person by themselves, the first first. */
function stashedBeside(queries: Queries, caseId: string, person: string): Promise<Stashed[]> {
  return queries.query<Stashed>(
    `SELECT stashed.* FROM desk.merged_contact AS stashed
       JOIN people.merged ON id = origin AND merged.person = stashed.person AND parent IS NULL
     WHERE case_id = $1 AND stashed.person = $2 ORDER BY stashed.merged_at, origin`,
    [caseId, person],
  );
}

async function contactOf(queries: Queries, caseId: string, key: string): Promise<ContactRow | undefined> {
  const rows = await queries.query<ContactRow>(
    "SELECT state, note, changed_at, listing, found FROM desk.contact WHERE case_id = $1 AND key = $2",
    [caseId, key],
  );
  return rows[0];
}

interface OfCase {
  readonly person: string | null;
  readonly rule: string;
}

async function caseOf(queries: Queries, id: string): Promise<OfCase> {
  const [row] = await queries.query<OfCase>(
    `SELECT person, details->>'rule' AS rule FROM desk."case" WHERE id = $1`,
    [id],
  );
  return row!;
}

/** A change of which an older program knew no more than that it was has one id in every contact. */
const movedId = (id: string, origin: string) => (id === "before" ? `before ${origin}` : id);

const foundIn = ({ listing, found }: Found): Found => ({ listing, found });

/** What was found of two who are one, under the id of who stays. */
function both(one: Found | null | undefined, other: Found, person: string, of: OfCase): Found {
  const joined = (what: keyof Found) => bothFound(one?.[what], other[what], person, ruleOf(of)) ?? null;
  return { listing: joined("listing"), found: joined("found") };
}

async function putFound(queries: Queries, caseId: string, person: string, { listing, found }: Found) {
  const text = (contact: MatchedContact | null) => contact && JSON.stringify(contact);
  await queries.query(
    `INSERT INTO desk.contact (case_id, key, person, listing, found) VALUES ($1, $2, $2, $3, $4)
     ON CONFLICT (case_id, key) DO UPDATE SET listing = excluded.listing, found = excluded.found`,
    [caseId, person, text(listing), text(found)],
  );
}

async function putDone(
  queries: Queries,
  caseId: string,
  person: string,
  { state, note, changed_at }: DoneSoFar,
) {
  await queries.query(
    "UPDATE desk.contact SET state = $3, note = $4, changed_at = $5 WHERE case_id = $1 AND key = $2",
    [caseId, person, state, note, changed_at?.toISOString() ?? null],
  );
}

/** When two can be taken apart no more nothing is kept of each alone. */
export const MERGED_CONTACT_DATA: RoomData = {
  async erase() {},
  async discard(queries, { before }) {
    await forgetOrigins(queries, before("merges"));
    await queries.query("DELETE FROM desk.merged_contact WHERE merged_at < $1", [isoOf(before("merges"))]);
    await queries.query(
      `UPDATE desk."case" SET origin = coalesce(parent, '') FROM people.merged
       WHERE merged.id = origin AND merged_at < $1`,
      [isoOf(before("merges"))],
    );
  },
};
