/** Who wears a token and how their tokens are, as the tables have it; and what of it is told this week. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { CountsOfPlaces, Wearer } from "./uptake.ts";

/**
 * Everybody who wore a token at a time, world ms, of these places or of all; by their newest token where they have several. A sync is
 * told by the token's own authentic word (tokens/health-store.ts).
 */
export async function wearersAt(
  queries: Queries,
  at: number,
  places: readonly string[] | undefined,
): Promise<Wearer[]> {
  const rows = await queries.query<{ place: string; synced_at: Date | null; millivolts: number | null }>(
    `WITH worn AS (
       SELECT DISTINCT ON (person.id) COALESCE(organisation, unit) AS place, serial, assigned_from
       FROM people.assignment JOIN people.person ON person.id = assignment.person
       WHERE assigned_from <= $1 AND (assigned_to IS NULL OR assigned_to > $1)
         AND ($2::text[] IS NULL OR COALESCE(organisation, unit) = ANY($2))
       ORDER BY person.id, assigned_from DESC, serial
     ), heard AS (
       SELECT serial, to_timestamp((report->>'anchor')::int8) AS at, (report->>'batteryMillivolts')::int4 AS millivolts
       FROM radio.health
       UNION ALL
       SELECT serial, LEAST(to_timestamp(epoch * 900::int8), received_at), NULL
       FROM radio.note JOIN radio.page USING (serial, sequence) WHERE type = 'ticket'
     )
     SELECT place, max(at) AS synced_at,
       (array_agg(millivolts ORDER BY at DESC) FILTER (WHERE millivolts IS NOT NULL))[1] AS millivolts
     FROM worn LEFT JOIN heard ON heard.serial = worn.serial AND heard.at BETWEEN assigned_from AND $1
     GROUP BY worn.serial, worn.assigned_from, place`,
    [isoOf(at), places === undefined ? null : [...places]],
  );
  return rows.map(({ place, synced_at, millivolts }) => ({
    place,
    syncedAt: synced_at?.getTime(),
    millivolts: millivolts ?? undefined,
  }));
}

/** What is told of a week, by the day on which it begins: nobody's count is told twice in it. */
export interface UptakeChange {
  readonly kind: "uptake";
  readonly day: string;
  readonly counts: CountsOfPlaces;
}

/** Earlier weeks go: they are not told again. */
export async function applyUptakeChange(queries: Queries, { day, counts }: UptakeChange): Promise<void> {
  await queries.query("DELETE FROM office.uptake WHERE day <> $1", [day]);
  await queries.query("INSERT INTO office.uptake VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    day,
    JSON.stringify(counts),
  ]);
}

export async function toldOn(queries: Queries, day: string): Promise<CountsOfPlaces | undefined> {
  const [row] = await queries.query<{ counts: CountsOfPlaces }>(
    "SELECT counts FROM office.uptake WHERE day = $1",
    [day],
  );
  return row?.counts;
}
