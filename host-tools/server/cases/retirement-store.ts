/** Tokens that will never be worn again under their keys: only of these may day keys be published. */

import type { HowRetired } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";

export type RetirementChange =
  /** One person says so without the token in hand: another one has to agree. */
  | {
      readonly kind: "retirement-asked";
      readonly serial: number;
      readonly at: number;
      readonly how: HowRetired;
      readonly place: Place;
      readonly by: string;
    }
  | {
      readonly kind: "token-retired";
      readonly serial: number;
      readonly at: number;
      readonly how: HowRetired;
      readonly place: Place;
    }
  | { readonly kind: "retirement-undone"; readonly serial: number }
  /** Its day keys are out: whoever has them knows its IDs of all later days. */
  | { readonly kind: "keys-published"; readonly serials: readonly number[]; readonly at: number };

export async function applyRetirementChange(queries: Queries, change: RetirementChange): Promise<void> {
  switch (change.kind) {
    case "retirement-asked":
      await queries.query(
        `INSERT INTO desk.asked_retirement (serial, how, place, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (serial) DO UPDATE SET how = excluded.how, place = excluded.place, asked_by = excluded.asked_by,
           asked_at = excluded.asked_at`,
        [change.serial, change.how, change.place, change.by, isoOf(change.at)],
      );
      return;
    case "token-retired":
      await queries.query(
        `INSERT INTO desk.retired_token (serial, retired_at, how, place) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [change.serial, isoOf(change.at), change.how, change.place],
      );
      await queries.query("DELETE FROM desk.asked_retirement WHERE serial = $1", [change.serial]);
      return;
    case "retirement-undone":
      await queries.query("DELETE FROM desk.retired_token WHERE serial = $1", [change.serial]);
      await queries.query("DELETE FROM desk.asked_retirement WHERE serial = $1", [change.serial]);
      return;
    case "keys-published":
      await queries.query(
        `UPDATE desk.retired_token SET published_at = COALESCE(published_at, $2) WHERE serial = ANY($1::int8[])`,
        [[...change.serials], isoOf(change.at)],
      );
  }
}

export interface Retirement {
  /** World ms. */
  readonly at: number;
  readonly publishedAt?: number;
  /** Where it was noted; not known of old ones. */
  readonly place?: Place;
}

/** Of those of these tokens that came to their end. */
export async function retirementsOf(
  queries: Queries,
  serials: readonly number[],
): Promise<ReadonlyMap<number, Retirement>> {
  const rows = await queries.query<{
    serial: number;
    retired_at: Date;
    published_at: Date | null;
    place: Place | null;
  }>(
    "SELECT serial, retired_at, published_at, place FROM desk.retired_token WHERE serial = ANY($1::int8[])",
    [[...serials]],
  );
  return new Map(
    rows.map(({ serial, retired_at, published_at, place }) => [
      Number(serial),
      {
        at: retired_at.getTime(),
        ...(published_at ? { publishedAt: published_at.getTime() } : {}),
        ...(place === null ? {} : { place }),
      },
    ]),
  );
}

/** Who said first that a token is out of use, without having it in hand, and when (world ms). */
export async function askedRetirement(
  queries: Queries,
  serial: number,
): Promise<{ readonly by: string; readonly at: number } | undefined> {
  const [row] = await queries.query<{ asked_by: string; asked_at: Date }>(
    "SELECT asked_by, asked_at FROM desk.asked_retirement WHERE serial = $1",
    [serial],
  );
  return row && { by: row.asked_by, at: row.asked_at.getTime() };
}
