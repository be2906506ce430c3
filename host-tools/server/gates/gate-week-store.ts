/** Counts of gates, week by week, as they are told; and what they are counted from. */
import { GATE_WAYS } from "../../contract/gate-hours.ts";
import { PASSAGE_WORDS } from "../../contract/gates.ts";
import { dayBefore, dayStart } from "../../contract/province-time.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";
import { TOLD_DAYS } from "../uptake/told-days.ts";
import type { GateWeek, HourCount } from "./gate-weeks.ts";

/** What is told of all gates of the week that begins on `monday`: nothing of it is counted twice. */
export interface GateWeekChange {
  readonly kind: "week-of-gates";
  readonly monday: string;
  readonly gates: readonly GateWeek[];
}

/** Weeks that are told no longer go. */
export async function applyGateWeekChange(
  queries: Queries,
  { monday, gates }: GateWeekChange,
): Promise<void> {
  await queries.query("DELETE FROM office.gate_week WHERE monday <= $1", [dayBefore(monday, TOLD_DAYS)]);
  await queries.query("INSERT INTO office.gate_week VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    monday,
    JSON.stringify(gates),
  ]);
}

export async function isGateWeekTold(queries: Queries, monday: string): Promise<boolean> {
  return (await queries.query("SELECT FROM office.gate_week WHERE monday = $1", [monday])).length > 0;
}

/** The oldest first; of gates of these places alone, or of all. */
export async function gateWeeks(
  queries: Queries,
  places: readonly Place[] | undefined,
): Promise<readonly { readonly monday: string; readonly gates: readonly GateWeek[] }[]> {
  const [within, of] = places === undefined ? ["", []] : ["WHERE gate->>'place' = ANY($1)", [[...places]]];
  return queries.query(
    `SELECT monday, (
       SELECT COALESCE(jsonb_agg(gate ORDER BY number), '[]')
       FROM jsonb_array_elements(gates) WITH ORDINALITY AS each (gate, number) ${within}
     ) AS gates FROM office.gate_week ORDER BY monday`,
    of,
  );
}

/** IDs that went in and out between two days, the second left out: each one once a gate and way, in the hour in which it did so first. */
export async function hourCounts(queries: Queries, from: string, to: string): Promise<HourCount[]> {
  const numbers = GATE_WAYS.map((way) => PASSAGE_WORDS.direction.indexOf(way));
  const rows = await queries.query<{ gate: string; direction: number; hour: number; ids: number }>(
    `WITH once AS (
       SELECT gate, direction, prefix, min(minute) AS minute FROM radio.passage
       WHERE minute >= $1 AND minute < $2 AND direction = ANY($3::int2[]) GROUP BY gate, direction, prefix
     )
     SELECT gate, direction, minute / 60 AS hour, count(*)::int4 AS ids FROM once GROUP BY gate, direction, minute / 60`,
    [dayStart(from) / MINUTE_MS, dayStart(to) / MINUTE_MS, numbers],
  );
  return rows.map(({ gate, direction, hour, ids }) => ({
    gate,
    way: GATE_WAYS[numbers.indexOf(direction)]!,
    hour,
    ids,
  }));
}
