/** Head counts that offices type in, and targets of units. */
import { dayBefore, dayInProvince } from "../../contract/province-time.ts";
import type { Heads } from "../../contract/shares.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";
import { TOLD_DAYS } from "./told-days.ts";

/** By account, at a time (world ms). */
interface By {
  readonly by: string;
  readonly at: number;
}

export type HeadsChange =
  /** No heads take back what was typed before. */
  | ({ readonly kind: "heads"; readonly place: Place } & Heads & By)
  | ({
      readonly kind: "share-target";
      readonly place: Place;
      readonly target: { readonly percent: number; readonly until: string } | null;
    } & By);

export async function applyHeadsChange(queries: Queries, change: HeadsChange): Promise<void> {
  const { place, by } = change;
  const at = isoOf(change.at);
  if (change.kind === "share-target") {
    if (change.target === null)
      await queries.query("DELETE FROM office.share_target WHERE place = $1", [place]);
    else
      await queries.query(
        `INSERT INTO office.share_target VALUES ($1, $2, $3, $4, $5) ON CONFLICT (place) DO UPDATE
         SET percent = excluded.percent, until = excluded.until, set_by = excluded.set_by, set_at = excluded.set_at`,
        [place, change.target.percent, change.target.until, by, at],
      );
    return;
  }
  const day = dayInProvince(change.at);
  await queries.query("DELETE FROM office.head_count WHERE place = $1 AND (day < $2 OR $3)", [
    place,
    dayBefore(day, TOLD_DAYS),
    change.heads === 0,
  ]);
  if (change.heads === 0) return;
  await queries.query(
    `INSERT INTO office.head_count VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (place, day) DO UPDATE
     SET heads = excluded.heads, phones = excluded.phones, typed_by = excluded.typed_by, typed_at = excluded.typed_at`,
    [place, day, change.heads, change.phones, by, at],
  );
}

/** Of each place the newest that was typed before a day. */
export async function headsBefore(queries: Queries, day: string): Promise<Map<Place, Heads>> {
  const rows = await queries.query<{ place: Place } & Heads>(
    `SELECT DISTINCT ON (place) place, heads::float8 AS heads, phones::float8 AS phones
     FROM office.head_count WHERE day < $1 ORDER BY place, day DESC`,
    [day],
  );
  return new Map(rows.map(({ place, heads, phones }) => [place, { heads, phones }]));
}

/** What an account has typed of a place last. */
export async function typedBy(
  queries: Queries,
  place: Place,
  account: string,
): Promise<({ readonly day: string } & Heads) | undefined> {
  const [row] = await queries.query<{ day: string } & Heads>(
    `SELECT day, heads::float8 AS heads, phones::float8 AS phones FROM office.head_count
     WHERE place = $1 AND typed_by = $2 ORDER BY day DESC LIMIT 1`,
    [place, account],
  );
  return row && { day: row.day, heads: row.heads, phones: row.phones };
}

/** By unit. */
export async function targetsOf(
  queries: Queries,
  places: readonly Place[],
): Promise<Map<Place, { readonly percent: number; readonly until: string }>> {
  const rows = await queries.query<{ place: Place; percent: number; until: string }>(
    "SELECT place, percent, until FROM office.share_target WHERE place = ANY($1)",
    [[...places]],
  );
  return new Map(rows.map(({ place, percent, until }) => [place, { percent, until }]));
}
