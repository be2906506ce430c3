/**
 * Wearings of which nobody can tell yet when they began: a laptop's clock was wrong in a way that nobody measured, or the form
 * came behind what was known already. Until somebody says how it was whoever had the token may have had it, and nobody's
 * wearing is cut short.
 */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";
import type { Wearing } from "./assignments.ts";

export type DoubtChange =
  | {
      readonly kind: "assign-doubted";
      readonly person: string;
      readonly serial: number;
      /** World ms: from when on it may have been worn, and the time that was told. */
      readonly from: number;
      readonly told: number;
      readonly askedAt: number;
      /** In whose stock it lies from then on, where it did not before. */
      readonly stock?: Place;
    }
  /** Somebody has said how it was. */
  | ({ readonly kind: "doubt-settled"; readonly serial: number } & Settled);

interface Settled {
  /** The doubted wearing, by whom and since when it stands there. World ms. */
  readonly person: string;
  readonly from: number;
  /** As it was; undefined: it never was. */
  readonly was: { readonly from: number; readonly to?: number } | undefined;
  /** Wearings that it ended, by when they began. World ms. */
  readonly ended: readonly { readonly from: number; readonly to: number }[];
}

export async function applyDoubtChange(queries: Queries, change: DoubtChange): Promise<void> {
  const { serial, person } = change;
  if (change.kind === "assign-doubted") {
    await queries.query(
      `INSERT INTO people.assignment (serial, assigned_from, person, told_at, asked_at) SELECT $1, $2, $3, $4, $5
       WHERE EXISTS (SELECT FROM people.person WHERE id = $3) ON CONFLICT DO NOTHING`,
      [serial, isoOf(change.from), person, isoOf(change.told), isoOf(change.askedAt)],
    );
    return;
  }
  const { from, was, ended } = change;
  const [gone] = await queries.query<{ origin: string }>(
    `DELETE FROM people.assignment WHERE serial = $1 AND assigned_from = $2 AND person = $3 AND asked_at IS NOT NULL
     RETURNING origin`,
    [serial, isoOf(from), person],
  );
  for (const one of ended)
    await queries.query(
      `UPDATE people.assignment SET assigned_to = $3, ended_by = 'handed-on'
       WHERE serial = $1 AND assigned_from = $2 AND asked_at IS NULL`,
      [serial, isoOf(one.from), isoOf(one.to)],
    );
  if (!was) return;
  await queries.query(
    `INSERT INTO people.assignment (serial, assigned_from, assigned_to, person, ended_by, origin)
     SELECT $1, $2, $3::timestamptz, $4, CASE WHEN $3::timestamptz IS NOT NULL THEN 'handed-on' END, $5
     WHERE EXISTS (SELECT FROM people.person WHERE id = $4) ON CONFLICT DO NOTHING`,
    [serial, isoOf(was.from), was.to === undefined ? null : isoOf(was.to), person, gone?.origin ?? ""],
  );
}

/**
 * A time at which nothing known of the token begins yet, at or behind a time. World ms. Two that began in one millisecond would
 * be one row: the second would be lost without a word.
 */
export function freeFrom(known: readonly Pick<Wearing, "from">[], from: number): number {
  const taken = new Set(known.map((one) => one.from));
  let free = from;
  while (taken.has(free)) free++;
  return free;
}

/** What comes of it that a doubted wearing began at `at` (world ms), or never was (undefined). `known`: all of the token. */
export function settledAs(known: readonly Wearing[], doubted: Wearing, at: number | undefined): Settled {
  const { person, from } = doubted;
  if (at === undefined) return { person, from, was: undefined, ended: [] };
  const others = known.filter((one) => one !== doubted && one.askedAt === undefined);
  const next = Math.min(
    ...others.filter((one) => one.from >= at).map((one) => one.from),
    doubted.to ?? Infinity,
  );
  const ended = others
    .filter((one) => one.from < at && (one.to ?? Infinity) > at)
    .map((one) => ({ from: one.from, to: at }));
  const was = { from: at, ...(Number.isFinite(next) ? { to: Math.max(next, at + 1) } : {}) };
  return { person, from, was, ended };
}

interface Doubted extends Pick<Wearing, "serial" | "person" | "from"> {
  /** World ms. */
  readonly told: number;
}

/** Of people of these places, who waits longest first. */
export async function doubtedWearingsOf(queries: Queries, places: readonly Place[]): Promise<Doubted[]> {
  const rows = await queries.query<{ serial: number; person: string; assigned_from: Date; told_at: Date }>(
    `SELECT serial, person, assigned_from, told_at FROM people.assignment JOIN people.person ON id = person
     WHERE asked_at IS NOT NULL AND (unit = ANY($1) OR organisation = ANY($1)) ORDER BY asked_at, serial`,
    [[...places]],
  );
  return rows.map(({ serial, person, assigned_from, told_at }) => ({
    serial: Number(serial),
    person,
    from: assigned_from.getTime(),
    told: told_at.getTime(),
  }));
}
