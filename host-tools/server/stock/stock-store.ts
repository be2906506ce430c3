/** Where tokens lie and in which state: what staff do with them, and what follows from what people do with them. */
import { STATE_AFTER, type StockDeed, type StockState } from "../../contract/stock.ts";
import type { Ending } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Parameter, Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import { timesOf } from "../database/room-data.ts";
import type { Place } from "../units/unit.ts";

/** Times are world ms. */
export interface InStock {
  readonly serial: number;
  readonly place: Place;
  readonly state: StockState;
  readonly since: number;
  readonly due?: number;
  /** On its way to another place. */
  readonly transfer?: string;
}

/** What a deed takes back when it is undone; none where the token was in no stock. "place": where it lay in another one. */
type Was = Pick<InStock, "state" | "since" | "due"> & Partial<Pick<InStock, "place">>;

export interface StockDeedDone {
  readonly serial: number;
  readonly at: number;
  readonly deed: StockDeed;
  readonly place: Place;
  readonly by: string;
  readonly was?: Was;
  readonly details: Readonly<Record<string, unknown>>;
}

export type StockChange =
  | ({ readonly kind: "stock-deed"; readonly state: StockState; readonly due?: number } & StockDeedDone)
  | {
      readonly kind: "stock-undone";
      readonly serial: number;
      /** Of the deed. */
      readonly at: number;
      readonly undoneAt: number;
      readonly was: Was | undefined;
    };

const isoOr = (at: number | undefined): string | null => (at === undefined ? null : isoOf(at));

export async function applyStockChange(queries: Queries, change: StockChange): Promise<void> {
  if (change.kind === "stock-undone") {
    const { serial, at, undoneAt, was } = change;
    await queries.query("UPDATE stock.deed SET undone_at = $3 WHERE serial = $1 AND at = $2", [
      serial,
      isoOf(at),
      isoOf(undoneAt),
    ]);
    if (!was) return void (await queries.query("DELETE FROM stock.token WHERE serial = $1", [serial]));
    const before = [serial, was.state, isoOf(was.since), isoOr(was.due), was.place ?? null];
    return void (await queries.query(
      "UPDATE stock.token SET state = $2, since = $3, due_at = $4, place = COALESCE($5, place) WHERE serial = $1",
      before,
    ));
  }
  const { serial, at, deed, place, by, was, details, state, due } = change;
  await queries.query(
    `INSERT INTO stock.token (serial, place, state, since, due_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (serial) DO UPDATE SET place = excluded.place, state = excluded.state, due_at = excluded.due_at,
       since = CASE WHEN token.state = excluded.state THEN token.since ELSE excluded.since END`,
    [serial, place, state, isoOf(at), isoOr(due)],
  );
  await queries.query(
    `INSERT INTO stock.deed (serial, at, deed, place, done_by, was, details) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT DO NOTHING`,
    [serial, isoOf(at), deed, place, by, was ? JSON.stringify(was) : null, JSON.stringify(details)],
  );
}

interface PutOn {
  readonly serial: number;
  readonly person: string;
  readonly from: number;
  /** Of who handed it out, where it was not in that stock before. */
  readonly stock?: Place;
}

/**
 * A token that lay in no stock lies from now on in that of who hands it out, or of whose people get it where nobody did. What is
 * retired stays so. It is on its way no more.
 */
export async function notePutOn(queries: Queries, { serial, person, from, stock }: PutOn): Promise<void> {
  await queries.query(
    `INSERT INTO stock.token (serial, place, state, since)
     SELECT $1, COALESCE($4, unit), 'handed-out', $3 FROM people.person WHERE id = $2
     ON CONFLICT (serial) DO UPDATE SET state = 'handed-out', since = excluded.since, due_at = NULL, transfer = NULL,
       place = COALESCE($4, token.place)
       WHERE token.state <> 'retired'`,
    [serial, person, isoOf(from), stock ?? null],
  );
}

export async function noteTakenOff(
  queries: Queries,
  { serial, to, endedBy }: { readonly serial: number; readonly to: number; readonly endedBy: Ending },
): Promise<void> {
  // Somebody else may have it on by then.
  await queries.query(
    `UPDATE stock.token SET state = $2, since = $3, due_at = NULL WHERE serial = $1 AND state = 'handed-out'
     AND NOT EXISTS (SELECT FROM people.assignment WHERE serial = $1 AND assigned_to IS NULL)`,
    [serial, STATE_AFTER[endedBy], isoOf(to)],
  );
}

/** It was a mistake that they gave it back. */
export async function notePutOnAgain(queries: Queries, serial: number, at: number): Promise<void> {
  await queries.query(
    `UPDATE stock.token SET state = 'handed-out', since = $2, transfer = NULL WHERE serial = $1 AND state <> 'retired'
     AND EXISTS (SELECT FROM people.assignment WHERE serial = $1 AND assigned_to IS NULL)`,
    [serial, isoOf(at)],
  );
}

/** Before a person is erased: what they wear comes back. World ms. */
export async function noteErased(queries: Queries, person: string, at: number): Promise<void> {
  await queries.query(
    `UPDATE stock.token SET state = 'returned', since = $2, due_at = NULL WHERE state = 'handed-out'
     AND serial IN (SELECT serial FROM people.assignment WHERE person = $1 AND assigned_to IS NULL)`,
    [person, isoOf(at)],
  );
}

export async function noteRetired(queries: Queries, serial: number, at: number): Promise<void> {
  await queries.query(
    `UPDATE stock.token SET before = state, state = 'retired', since = $2, due_at = NULL
     WHERE serial = $1 AND state <> 'retired'`,
    [serial, isoOf(at)],
  );
}

export async function noteNotRetired(queries: Queries, serial: number): Promise<void> {
  await queries.query(
    "UPDATE stock.token SET state = COALESCE(before, 'returned'), before = NULL WHERE serial = $1 AND state = 'retired'",
    [serial],
  );
}

interface TokenRow {
  readonly serial: number;
  readonly place: string;
  readonly state: StockState;
  readonly since: Date;
  readonly due_at: Date | null;
  readonly transfer: string | null;
}

const tokenOf = ({ serial, place, state, since, due_at, transfer }: TokenRow): InStock => ({
  serial,
  place,
  state,
  since: since.getTime(),
  ...(due_at ? { due: due_at.getTime() } : {}),
  ...(transfer ? { transfer } : {}),
});

export async function inStock(queries: Queries, serials: readonly number[]): Promise<Map<number, InStock>> {
  const rows = await queries.query<TokenRow>("SELECT * FROM stock.token WHERE serial = ANY($1::int8[])", [
    [...serials],
  ]);
  return new Map(rows.map((row) => [row.serial, tokenOf(row)]));
}

/** Which tokens of these places; "overdue" are those lent and not back, "on-its-way" those sent and not acknowledged. */
interface StockSought {
  readonly places: readonly Place[];
  readonly state?: StockState | "overdue" | "on-its-way" | undefined;
  readonly now: number;
  readonly limit: number;
  readonly skip: number;
}

export async function stockOf(queries: Queries, { places, state, now, limit, skip }: StockSought) {
  const parameters: Parameter[] = [[...places], isoOf(now), state ?? null];
  const where = `place = ANY($1::text[]) AND CASE $3::text WHEN 'overdue' THEN due_at < $2 WHEN 'on-its-way' THEN transfer IS NOT NULL
    ELSE $3 IS NULL OR state = $3 END AND $2::timestamptz IS NOT NULL`;
  const rows = await queries.query<TokenRow>(
    `SELECT * FROM stock.token WHERE ${where} ORDER BY due_at, since, serial LIMIT $4 OFFSET $5`,
    [...parameters, limit, skip],
  );
  const [all] = await queries.query<{ n: number }>(
    `SELECT count(*)::int4 AS n FROM stock.token WHERE ${where}`,
    parameters,
  );
  return { tokens: rows.map(tokenOf), total: all?.n ?? 0 };
}

export interface StockCount {
  readonly place: Place;
  readonly state: StockState;
  readonly all: number;
  readonly overdue: number;
  readonly onItsWay: number;
}

export function stockCounts(queries: Queries, places: readonly Place[], now: number): Promise<StockCount[]> {
  return queries.query<StockCount & Record<string, unknown>>(
    `SELECT place, state, count(*)::int4 AS "all", (count(*) FILTER (WHERE due_at < $2))::int4 AS overdue,
       count(transfer)::int4 AS "onItsWay"
     FROM stock.token WHERE place = ANY($1::text[]) GROUP BY place, state`,
    [[...places], isoOf(now)],
  );
}

interface DeedRow {
  readonly serial: number;
  readonly at: Date;
  readonly deed: StockDeed;
  readonly place: string;
  readonly done_by: string;
  readonly was: Was | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly undone_at: Date | null;
}

/** The newest first. */
export async function deedsOf(
  queries: Queries,
  serial: number,
): Promise<(StockDeedDone & { readonly isUndone: boolean })[]> {
  const rows = await queries.query<DeedRow>("SELECT * FROM stock.deed WHERE serial = $1 ORDER BY at DESC", [
    serial,
  ]);
  return rows.map(({ at, done_by, was, undone_at, ...rest }) => ({
    ...rest,
    at: at.getTime(),
    by: done_by,
    ...(was ? { was } : {}),
    isUndone: undone_at !== null,
  }));
}

/** What tells when somebody had a token goes with them; what was done long ago is kept no longer. */
export const STOCK_DATA: RoomData = {
  async erase(queries, span) {
    const { begins, ends } = timesOf(span);
    await queries.query("DELETE FROM stock.deed WHERE serial = $1 AND at >= $2 AND at < $3", [
      span.serial,
      isoOf(begins),
      isoOf(ends),
    ]);
  },
  async discard(queries, { before }) {
    await queries.query("DELETE FROM stock.deed WHERE at < $1", [isoOf(before("receipts"))]);
  },
};
