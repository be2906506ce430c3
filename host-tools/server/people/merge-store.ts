/**
 * Records that turned out to be of one person. One of the two stays; the other one's id stands for it from then on, and what
 * belonged to the other one is the first one's, with a word of whose it was. While that word is kept they can be taken apart.
 */
import type { Person } from "../../contract/persons.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { applyConsentChange, type Consent } from "./consents.ts";
import { mergedBelow } from "./merged-ids.ts";
import { findPerson, putPerson } from "./person-store.ts";

export interface Merge {
  readonly kind: "merge";
  /** Who stays, and who becomes one with them. */
  readonly person: string;
  readonly other: string;
  /** The details of who stays, as they are from then on. */
  readonly details: Person;
  /** Answers that are added: of what either had not given nobody makes use. */
  readonly narrowed: readonly Consent[];
  /** World ms. */
  readonly at: number;
  readonly by: string;
  /** A random word: the id of changes that tell of it. */
  readonly mark: string;
}

interface TakenApart {
  readonly kind: "taken-apart";
  readonly person: string;
  readonly other: string;
}

export type MergeChange = Merge | TakenApart;

interface Changed {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What was to be decided of somebody when they became one with another. */
interface Waiting {
  readonly moves: readonly object[];
  readonly doubles: readonly { readonly person: string; readonly other: string; readonly noted_at: string }[];
}

/** A row of people.merged that can be taken apart. */
interface MergedRow {
  readonly id: string;
  readonly details: Person;
  readonly changed: readonly Changed[];
  readonly narrowed: readonly Pick<Consent, "purpose" | "at">[];
  readonly waiting: Waiting;
  readonly merged_at: Date;
}

export function applyMergeChange(queries: Queries, change: MergeChange): Promise<void> {
  return change.kind === "merge" ? merge(queries, change) : takeApart(queries, change);
}

async function merge(queries: Queries, change: Merge): Promise<void> {
  const { person, other, details, narrowed, at, by } = change;
  const [kept, gone] = [await findPerson(queries, person), await findPerson(queries, other)];
  if (!kept || !gone) return;
  await queries.query(
    "UPDATE people.merged SET person = $1, parent = coalesce(parent, $2) WHERE person = $2",
    [person, other],
  );
  await queries.query("INSERT INTO people.merged VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8)", [
    other,
    person,
    isoOf(at),
    by,
    JSON.stringify(gone),
    JSON.stringify(changesBetween(kept, details)),
    JSON.stringify(narrowed.map((one) => ({ purpose: one.purpose, at: one.at }))),
    JSON.stringify(await waitingOf(queries, person, other)),
  ]);
  for (const table of ["consent", "assignment"])
    await queries.query(
      `UPDATE people.${table} SET person = $1, origin = CASE origin WHEN '' THEN $2 ELSE origin END WHERE person = $2`,
      [person, other],
    );
  for (const consent of narrowed) await applyConsentChange(queries, { kind: "consent", person, consent });
  await queries.query(
    `INSERT INTO people.likely_double (person, other, noted_at)
     SELECT DISTINCT ON (1, 2) CASE person WHEN $2 THEN $1 ELSE person END,
       CASE other WHEN $2 THEN $1 ELSE other END, noted_at
     FROM people.likely_double WHERE $2 IN (person, other) AND $1 NOT IN (person, other) ON CONFLICT DO NOTHING`,
    [person, other],
  );
  await putPerson(queries, details);
  await queries.query("DELETE FROM people.person WHERE id = $1", [other]);
}

async function takeApart(queries: Queries, { person, other }: TakenApart): Promise<void> {
  const row = (await mergesOf(queries, person)).find(({ id }) => id === other);
  if (!row) return;
  const members = await mergedBelow(queries, other);
  await putPerson(queries, row.details);
  for (const { purpose, at } of row.narrowed)
    await queries.query(
      "DELETE FROM people.consent WHERE person = $1 AND purpose = $2 AND said_at = $3 AND origin = ''",
      [person, purpose, isoOf(at)],
    );
  for (const table of ["consent", "assignment"])
    await queries.query(
      `UPDATE people.${table} SET person = $2, origin = CASE origin WHEN $2 THEN '' ELSE origin END
       WHERE person = $1 AND origin = ANY($3::text[])`,
      [person, other, members],
    );
  await queries.query("DELETE FROM people.merged WHERE id = $1", [other]);
  await queries.query(
    "UPDATE people.merged SET person = $1, parent = nullif(parent, $1) WHERE id = ANY($2::text[])",
    [other, members],
  );
  await giveBack(queries, person, row);
  await queries.query(
    `INSERT INTO people.move SELECT (jsonb_populate_recordset(NULL::people.move, $1::jsonb)).* ON CONFLICT DO NOTHING`,
    [JSON.stringify(row.waiting.moves)],
  );
  for (const double of row.waiting.doubles)
    await queries.query(
      `INSERT INTO people.likely_double (person, other, noted_at) SELECT $1, $2, $3
       WHERE (SELECT count(*) FROM people.person WHERE id IN ($1, $2)) = 2 ON CONFLICT DO NOTHING`,
      [double.person, double.other, double.noted_at],
    );
}

/** What the one who stays had from the other one, and nobody has changed since, is again what it was. */
async function giveBack(queries: Queries, person: string, { changed, merged_at }: MergedRow): Promise<void> {
  const details = { ...(await findPerson(queries, person)) } as Record<string, unknown>;
  for (const { field, before, after } of changed) {
    if (textOf(details[field]) !== textOf(after)) continue;
    if (before === null) delete details[field];
    else details[field] = before;
  }
  await putPerson(queries, details as unknown as Person);
  // Who became one with them later found there what goes now.
  for (const later of await mergesOf(queries, person)) {
    if (later.merged_at < merged_at) continue;
    const rest = later.changed.map((one) => {
      const mine = changed.find(({ field }) => field === one.field);
      return mine && textOf(mine.after) === textOf(one.before) ? { ...one, before: mine.before } : one;
    });
    await queries.query("UPDATE people.merged SET changed = $2 WHERE id = $1", [
      later.id,
      JSON.stringify(rest),
    ]);
  }
}

function changesBetween(before: Person, after: Person): Changed[] {
  const [one, other] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((field) => textOf(one[field]) !== textOf(other[field]))
    .map((field) => ({ field, before: one[field] ?? null, after: other[field] ?? null }));
}

/** Of fields in whatever order: what the database gives back has another one. */
function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function waitingOf(queries: Queries, person: string, other: string): Promise<Waiting> {
  const [row] = await queries.query<Waiting>(
    `SELECT (SELECT coalesce(jsonb_agg(to_jsonb(move)), '[]') FROM people.move WHERE person = $2) AS moves,
       (SELECT coalesce(jsonb_agg(to_jsonb(double)), '[]') FROM people.likely_double AS double
        WHERE $2 IN (person, other) AND $1 NOT IN (person, other)) AS doubles`,
    [person, other],
  );
  return row!;
}

/** Who became one with a person and can be taken apart from them, the newest first. */
export async function mergesOf(queries: Queries, person: string): Promise<MergedRow[]> {
  return queries.query<MergedRow>(
    `SELECT id, details, changed, narrowed, waiting, merged_at FROM people.merged
     WHERE person = $1 AND parent IS NULL AND details IS NOT NULL ORDER BY merged_at DESC, id`,
    [person],
  );
}
