/** Who wears a token and how their tokens are, as the tables have it; and what of it is told, week by week. */
import { dayBefore } from "../../contract/province-time.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";
import { TOLD_DAYS } from "./told-days.ts";
import type { ToldWeek, Wearer } from "./uptake.ts";

/**
 * Of everybody who wore a token at a time, by their newest one where they have several; $1 the time. A sync is told by the token's own
 * authentic word (tokens/health-store.ts). What each token said is looked up by its serial: a table that is read whole for one
 * station's people takes seconds.
 */
const heardOf = (whose: string): string => `
  WITH worn AS MATERIALIZED (
    SELECT DISTINCT ON (person.id) person.id AS person, COALESCE(organisation, unit) AS place, serial, assigned_from
    FROM people.assignment JOIN people.person ON person.id = assignment.person
    WHERE assigned_from <= $1 AND (assigned_to IS NULL OR assigned_to > $1) ${whose}
    ORDER BY person.id, assigned_from DESC, serial
  ), heard AS (
    SELECT worn.person, place, worn.serial, GREATEST(reported.at, told.at) AS synced_at, millivolts
    FROM worn LEFT JOIN LATERAL (
      SELECT to_timestamp((report->>'anchor')::int8) AS at, (report->>'batteryMillivolts')::int4 AS millivolts
      FROM radio.health WHERE health.serial = worn.serial
        AND to_timestamp((report->>'anchor')::int8) BETWEEN assigned_from AND $1
      ORDER BY at DESC LIMIT 1
    ) AS reported ON true LEFT JOIN LATERAL (
      SELECT max(LEAST(to_timestamp(epoch * 900::int8), received_at)) AS at
      FROM radio.note JOIN radio.page ON page.serial = note.serial AND page.sequence = note.sequence
      WHERE note.serial = worn.serial AND type = 'ticket'
        AND LEAST(to_timestamp(epoch * 900::int8), received_at) BETWEEN assigned_from AND $1
    ) AS told ON true
  )`;

/** $2: places. Each of the two is an index of its own. */
const IN_PLACES = "AND (organisation = ANY($2::text[]) OR organisation IS NULL AND unit = ANY($2::text[]))";

interface HeardRow {
  readonly place: Place;
  readonly synced_at: Date | null;
  readonly millivolts: number | null;
}

const wearerOf = ({ place, synced_at, millivolts }: HeardRow): Wearer => ({
  place,
  syncedAt: synced_at?.getTime(),
  millivolts: millivolts ?? undefined,
});

/** Everybody who wore a token at a time, world ms, of these places or of all. */
export async function wearersAt(
  queries: Queries,
  at: number,
  places: readonly Place[] | undefined,
): Promise<Wearer[]> {
  const [whose, of] = places === undefined ? ["", []] : [IN_PLACES, [[...places]]];
  const rows = await queries.query<HeardRow>(
    `${heardOf(whose)} SELECT place, synced_at, millivolts FROM heard`,
    [isoOf(at), ...of],
  );
  return rows.map(wearerOf);
}

/** A wearer with who they are: for their own station. */
interface NamedWearer extends Wearer {
  readonly person: string;
  readonly name: string;
  readonly birth: string;
  readonly serial: number;
  readonly hamlet: string | undefined;
  readonly group: string | undefined;
}

/** The same with who they are, by given name. */
export async function namedWearersAt(
  queries: Queries,
  at: number,
  places: readonly Place[],
): Promise<NamedWearer[]> {
  const rows = await queries.query<
    HeardRow & {
      readonly person: string;
      readonly serial: number;
      readonly name: string;
      readonly birth: string;
      readonly hamlet: string | null;
      readonly group: string | null;
    }
  >(
    `${heardOf(IN_PLACES)} SELECT person, place, serial::float8 AS serial, synced_at, millivolts, name, birth, hamlet, "group"
     FROM heard JOIN people.person ON person.id = heard.person ORDER BY sort_key, birth, person.id`,
    [isoOf(at), [...places]],
  );
  return rows.map((row) => ({
    ...wearerOf(row),
    person: row.person,
    name: row.name,
    birth: row.birth,
    serial: row.serial,
    hamlet: row.hamlet ?? undefined,
    group: row.group ?? undefined,
  }));
}

/** What is told of a week, by the day on which it begins: nobody's count is told twice in it. */
export interface UptakeChange {
  readonly kind: "uptake";
  readonly day: string;
  readonly counts: ToldWeek;
}

/** Weeks that are told no longer go. */
export async function applyUptakeChange(queries: Queries, { day, counts }: UptakeChange): Promise<void> {
  // An older program told of no units.
  if (!("units" in counts)) return;
  await queries.query("DELETE FROM office.uptake WHERE day <= $1", [dayBefore(day, TOLD_DAYS)]);
  await queries.query("INSERT INTO office.uptake VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    day,
    JSON.stringify(counts),
  ]);
}

export async function toldOn(queries: Queries, day: string): Promise<ToldWeek | undefined> {
  const [row] = await queries.query<{ counts: ToldWeek }>("SELECT counts FROM office.uptake WHERE day = $1", [
    day,
  ]);
  return row?.counts;
}

/** What is told of these places, by week, the oldest first; a week that was not counted is missing. */
export async function toldWeeks(
  queries: Queries,
  until: string,
  places: readonly Place[],
): Promise<{ readonly day: string; readonly counts: ToldWeek }[]> {
  return queries.query(
    `SELECT day, jsonb_build_object(
       'cells', (SELECT COALESCE(jsonb_object_agg(key, value), '{}') FROM jsonb_each(counts->'cells') WHERE key = ANY($2)),
       'units', (SELECT COALESCE(jsonb_object_agg(key, value), '{}') FROM jsonb_each(counts->'units') WHERE key = ANY($2)),
       'shares', (SELECT COALESCE(jsonb_object_agg(key, value), '{}') FROM jsonb_each(counts->'shares') WHERE key = ANY($2))
     ) AS counts FROM office.uptake WHERE day <= $1 ORDER BY day`,
    [until, [...places]],
  );
}
