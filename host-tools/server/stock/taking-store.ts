/** Stock-takings: what was there, what was not, as it was found then. */
import { ON_THE_SHELF, type StockTaking } from "../../contract/stock-takings.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import type { Place } from "../units/unit.ts";
import type { InStock } from "./stock-store.ts";

type Found = Pick<StockTaking, "found" | "missing" | "astray">;

export interface TakingChange extends Found {
  readonly kind: "stock-taken";
  readonly id: string;
  readonly place: Place;
  /** World ms. */
  readonly at: number;
  readonly by: string;
}

interface Shelf {
  readonly place: Place;
  /** What should lie there. */
  readonly expected: readonly Pick<InStock, "serial" | "state">[];
  /** What the stock says of those that were scanned. */
  readonly known: ReadonlyMap<number, InStock>;
  readonly isToken: (serial: number) => boolean;
}

/** What should lie there against what was scanned, each token once. */
export function takenFrom(scanned: readonly number[], { place, expected, known, isToken }: Shelf): Found {
  const there = new Set(scanned);
  const wanted = new Set(expected.map(({ serial }) => serial));
  const missing = expected
    .filter(({ serial }) => !there.has(serial))
    .map(({ serial, state }) => ({ serial, state }));
  const astray = [...there]
    .filter((serial) => !wanted.has(serial))
    .map((serial): Found["astray"][number] => {
      const token = known.get(serial);
      if (!isToken(serial)) return { serial, why: "unknown" };
      if (!token) return { serial, why: "unstocked" };
      if (token.place !== place) return { serial, why: "elsewhere" };
      if (token.transfer !== undefined) return { serial, why: "on-its-way", state: token.state };
      return { serial, why: "state", state: token.state };
    });
  return { found: expected.length - missing.length, missing, astray };
}

/** Tokens that should lie on the shelf of a place: not those that were sent. */
export function onTheShelf(queries: Queries, place: Place): Promise<Pick<InStock, "serial" | "state">[]> {
  return queries.query<Pick<InStock, "serial" | "state"> & Record<string, unknown>>(
    `SELECT serial, state FROM stock.token WHERE place = $1 AND state = ANY($2::text[]) AND transfer IS NULL
     ORDER BY serial`,
    [place, [...ON_THE_SHELF]],
  );
}

export async function applyTakingChange(queries: Queries, change: TakingChange): Promise<void> {
  const { id, place, at, by, found, missing, astray } = change;
  await queries.query(
    `INSERT INTO stock.taking (id, place, at, done_by, found, missing, astray) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT DO NOTHING`,
    [id, place, isoOf(at), by, found, JSON.stringify(missing), JSON.stringify(astray)],
  );
}

interface TakingRow extends Found {
  readonly id: string;
  readonly place: Place;
  readonly at: Date;
}

/** Of these places, the newest first. */
export async function takingsOf(
  queries: Queries,
  {
    places,
    limit,
    skip,
  }: { readonly places: readonly Place[]; readonly limit: number; readonly skip: number },
) {
  const rows = await queries.query<TakingRow & Record<string, unknown>>(
    `SELECT id, place, at, found, missing, astray FROM stock.taking WHERE place = ANY($1::text[])
     ORDER BY at DESC, id LIMIT $2 OFFSET $3`,
    [[...places], limit, skip],
  );
  const [all] = await queries.query<{ n: number }>(
    "SELECT count(*)::int4 AS n FROM stock.taking WHERE place = ANY($1::text[])",
    [[...places]],
  );
  return { takings: rows, total: all?.n ?? 0 };
}

/** It tells of things, not of who had them when; kept as long as what was done with them. */
export const TAKING_DATA: RoomData = {
  async erase() {},
  async discard(queries, { before }) {
    await queries.query("DELETE FROM stock.taking WHERE at < $1", [isoOf(before("receipts"))]);
  },
};
