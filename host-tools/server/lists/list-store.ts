/** Lists of people to come, and their rows, as they are kept: wrapped, apart from persons, 30 days at most. */
import type { DoubleReason } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Planned } from "../../roster/row.ts";
import { slicer } from "../concurrency/slices.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { SecretColumn } from "../keys/secret-column.ts";
import type { Place } from "../units/unit.ts";

const rowLabel = (row: string) => `planned row ${row}`;
const printsLabel = (list: string) => `prints of list ${list}`;

export const LIST_SECRETS: readonly SecretColumn[] = [
  { table: "people.planned", id: "id", column: "details", label: rowLabel },
  { table: "people.list", id: "id", column: "prints", label: printsLabel },
];

/** Who a row may be: another row of the same file, or somebody who is there. */
interface LikeRow {
  readonly row?: number;
  readonly person?: string;
  readonly reasons: readonly DoubleReason[];
}

/** What stands in a row. */
interface RowDetails {
  /** Of the file. */
  readonly row: number;
  readonly planned: Planned;
  readonly unit: Place;
  readonly organisation?: Place;
  readonly like: readonly LikeRow[];
}

/** Of a row's name and birth, and of all that it says: hex digits. */
export type RowPrint = readonly [who: string, what: string];

interface WrappedRow {
  readonly id: string;
  readonly replaces?: string;
  readonly waits: boolean;
  readonly details: Uint8Array;
}

interface WrappedList {
  readonly id: string;
  readonly place: Place;
  /** World ms. */
  readonly at: number;
  readonly created: number;
  readonly updated: number;
  readonly prints: Uint8Array;
}

export type ListChange =
  | { readonly kind: "list-brought"; readonly list: WrappedList; readonly rows: readonly WrappedRow[] }
  | { readonly kind: "list-undone"; readonly list: string; readonly at: number }
  /** Somebody has decided that a row is nobody of those whom it resembles. */
  | { readonly kind: "row-decided"; readonly rows: readonly string[] }
  /** The person has come, or does not want to, or is somebody else: of the row nothing stays, nor of those that it replaces. */
  | { readonly kind: "row-gone"; readonly row: string; readonly hasCome: boolean };

const encoded = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** A row before it is wrapped. */
export interface NewRow extends RowDetails, Omit<WrappedRow, "details"> {}

export function wrappedRows(wrapping: KeyWrapping, rows: readonly NewRow[]): Promise<WrappedRow[]> {
  return inSlices(function* () {
    const wrapped: WrappedRow[] = [];
    for (const { id, replaces, waits, ...rest } of rows) {
      const details = wrapping.wrap(rowLabel(id), encoded(rest));
      wrapped.push({ id, waits, details, ...(replaces === undefined ? {} : { replaces }) });
      yield;
    }
    return wrapped;
  });
}

export function wrappedPrints(wrapping: KeyWrapping, list: string, prints: readonly RowPrint[]): Uint8Array {
  return wrapping.wrap(printsLabel(list), encoded(prints));
}

/** Thousands of rows are wrapped and opened while others go on. */
const inSlices = slicer();

/** Rows in one statement. */
const ROWS_AT_ONCE = 500;

export async function applyListChange(queries: Queries, change: ListChange): Promise<void> {
  switch (change.kind) {
    case "list-brought":
      return addList(queries, change.list, change.rows);
    case "list-undone":
      await queries.query("DELETE FROM people.list WHERE id = $1", [change.list]);
      // A restored backup is held to it.
      return noteGone(queries, [change.list], change.at);
    case "row-decided":
      await queries.query("UPDATE people.planned SET waits = false WHERE id = ANY($1::text[])", [
        change.rows,
      ]);
      return;
    case "row-gone":
      return removeRow(queries, change.row, change.hasCome);
  }
}

async function addList(queries: Queries, list: WrappedList, rows: readonly WrappedRow[]): Promise<void> {
  const { id, place, at, created, updated, prints } = list;
  await queries.query(
    `INSERT INTO people.list SELECT $1, $2, $3, $4, $5, $6, false
     WHERE NOT EXISTS (SELECT FROM people.erasure WHERE person = $1) ON CONFLICT DO NOTHING`,
    [id, place, isoOf(at), created, updated, prints],
  );
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    await queries.query(
      `INSERT INTO people.planned
       SELECT row.id, $2, row.replaces, row.waits, decode(row.details, 'base64')
       FROM unnest($1::text[], $3::text[], $4::bool[], $5::text[]) AS row (id, replaces, waits, details)
       WHERE EXISTS (SELECT FROM people.list WHERE id = $2)
         AND NOT EXISTS (SELECT FROM people.erasure WHERE person = row.id) ON CONFLICT DO NOTHING`,
      [
        some.map((row) => row.id),
        id,
        some.map(({ replaces }) => replaces ?? null),
        some.map(({ waits }) => waits),
        some.map(({ details }) => Buffer.from(details).toString("base64")),
      ],
    );
  }
}

/**
 * With the rows that it replaces. When it went is not noted, but when it would have been deleted in any case: whether somebody has
 * refused is to be read nowhere.
 */
async function removeRow(queries: Queries, row: string, hasCome: boolean): Promise<void> {
  const gone = await queries.query<{ id: string; list: string; ends: Date }>(
    `WITH RECURSIVE chain AS (
       SELECT id, replaces, list FROM people.planned WHERE id = $1
       UNION SELECT old.id, old.replaces, old.list FROM people.planned AS old JOIN chain ON old.id = chain.replaces
     )
     SELECT chain.id, list, brought_at + interval '30 days' AS ends FROM chain JOIN people.list ON list.id = list`,
    [row],
  );
  if (gone.length === 0) return;
  await queries.query("DELETE FROM people.planned WHERE id = ANY($1::text[])", [gone.map(({ id }) => id)]);
  for (const { id, ends } of gone) await noteGone(queries, [id], ends.getTime());
  if (hasCome)
    await queries.query("UPDATE people.list SET has_come = true WHERE id = ANY($1::text[])", [
      gone.map(({ list }) => list),
    ]);
}

async function noteGone(queries: Queries, ids: readonly string[], at: number): Promise<void> {
  await queries.query("INSERT INTO people.erasure SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING", [
    ids,
    isoOf(at),
  ]);
}

/** What was erased since a backup goes from it, too. */
export async function eraseRowsAgain(queries: Queries, id: string): Promise<void> {
  await queries.query("DELETE FROM people.list WHERE id = $1", [id]);
  await queries.query("DELETE FROM people.planned WHERE id = $1", [id]);
}

/** Counted from the day that the list was brought. */
export const LIST_DATA: RoomData = {
  // No token has anything to do with it.
  async erase() {},
  async discard(queries, { before }) {
    await queries.query("DELETE FROM people.list WHERE brought_at < $1", [isoOf(before("planned"))]);
  },
};

interface KeptList {
  readonly id: string;
  readonly place: Place;
  /** World ms. */
  readonly at: number;
  readonly created: number;
  readonly updated: number;
  readonly hasCome: boolean;
  readonly waiting: number;
}

/** Of these places, the newest first. */
export async function broughtLists(queries: Queries, places: readonly Place[]): Promise<KeptList[]> {
  const rows = await queries.query<Omit<KeptList, "at"> & { at: Date }>(
    `SELECT id, place, brought_at AS at, created, updated, has_come AS "hasCome",
       (SELECT count(*)::int4 FROM people.planned WHERE list = list.id AND waits) AS waiting
     FROM people.list WHERE place = ANY($1::text[]) ORDER BY brought_at DESC, id`,
    [[...places]],
  );
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

export async function findList(
  queries: Queries,
  id: string,
): Promise<Pick<KeptList, "place" | "hasCome"> | undefined> {
  const rows = await queries.query<{ place: Place; hasCome: boolean }>(
    `SELECT place, has_come AS "hasCome" FROM people.list WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** Where a row belongs; undefined where there is none. */
export async function placeOfRow(queries: Queries, row: string): Promise<Place | undefined> {
  const rows = await queries.query<{ place: Place }>(
    "SELECT place FROM people.planned JOIN people.list ON list.id = list WHERE planned.id = $1",
    [row],
  );
  return rows[0]?.place;
}

/** Whether those of the rows that are there are of this list. */
export async function areRowsOf(queries: Queries, list: string, rows: readonly string[]): Promise<boolean> {
  const others = await queries.query("SELECT FROM people.planned WHERE id = ANY($1::text[]) AND list <> $2", [
    [...rows],
    list,
  ]);
  return others.length === 0;
}

/** Prints of all lists of a place. */
export async function printsOf(queries: Queries, wrapping: KeyWrapping, place: Place): Promise<RowPrint[]> {
  const rows = await queries.query<{ id: string; prints: Uint8Array }>(
    "SELECT id, prints FROM people.list WHERE place = $1",
    [place],
  );
  return rows.flatMap(({ id, prints }) => openedAs<RowPrint[]>(wrapping, printsLabel(id), prints));
}

export interface KeptRow extends RowDetails {
  readonly id: string;
  readonly list: string;
  readonly place: Place;
  /** For a decision; else the consent may be asked for. */
  readonly waits: boolean;
}

/** Rows of these places, opened; those that wait, or do not, or both. */
export async function plannedRows(
  queries: Queries,
  wrapping: KeyWrapping,
  places: readonly Place[],
  waits?: boolean,
): Promise<KeptRow[]> {
  const rows = await queries.query<Omit<KeptRow, keyof RowDetails> & { readonly details: Uint8Array }>(
    `SELECT planned.id, list, place, waits, details FROM people.planned JOIN people.list ON list.id = list
     WHERE place = ANY($1::text[]) AND waits = coalesce($2, waits)
       AND NOT EXISTS (SELECT FROM people.planned AS newer WHERE newer.replaces = planned.id)`,
    [[...places], waits ?? null],
  );
  return inSlices(function* () {
    const opened: KeptRow[] = [];
    for (const { details, ...kept } of rows) {
      opened.push(Object.assign(openedAs<RowDetails>(wrapping, rowLabel(kept.id), details), kept));
      yield;
    }
    return opened;
  });
}

function openedAs<T>(wrapping: KeyWrapping, label: string, wrapped: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(wrapping.unwrap(label, wrapped))) as T;
}
