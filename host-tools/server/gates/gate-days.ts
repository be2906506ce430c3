/** What each gate tells of a day: nobody takes a gate that was silent for a gate that saw nobody. */
import type { GateDay } from "../../contract/gates.ts";
import { dayEnd, dayStart } from "../../contract/province-time.ts";
import { HOUR_MS, MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { type Gate, gatesById } from "./gate-store.ts";
import { gatesWithVisits } from "./visit-store.ts";

export interface GateOnDay {
  readonly gate: Gate;
  readonly told: GateDay;
  /** Minutes of its first and its last passage that day, whoever's. */
  readonly wrote: { readonly from: number; readonly to: number } | undefined;
}

/** A machine says that it is there far more often; of today nothing later can be known. */
const FRESH_MS = HOUR_MS;

/** What has been brought of a day is looked at at this time; before `kept` all is deleted. World ms. */
interface At {
  readonly day: string;
  readonly now: number;
  readonly kept: number;
}

function toldOf({ heardAt }: Gate, { day, now, kept }: At, wrote: boolean, hasVisits: boolean): GateDay {
  if (heardAt === undefined) return "never";
  if (!wrote && dayStart(day) < kept) return "deleted";
  if (heardAt < Math.min(dayEnd(day), now - FRESH_MS)) return "behind";
  if (wrote) return "brought";
  return hasVisits ? "visitors" : "silent";
}

/** Gates that stood on a day, whole or in part. */
export async function gatesOnDay(queries: Queries, at: At): Promise<GateOnDay[]> {
  const [begins, ends] = [dayStart(at.day), dayEnd(at.day)];
  const stood = [...(await gatesById(queries)).values()].filter(
    ({ addedAt, removedAt }) => addedAt < ends && (removedAt === undefined || removedAt > begins),
  );
  const ids = stood.map(({ id }) => id);
  const minutes = [begins / MINUTE_MS, ends / MINUTE_MS - 1] as const;
  const rows = await queries.query<{ gate: string; from: number; to: number }>(
    `SELECT gate, min(minute) AS "from", max(minute) AS "to" FROM radio.passage
     WHERE gate = ANY($1::uuid[]) AND minute BETWEEN $2 AND $3 GROUP BY gate`,
    [ids, ...minutes],
  );
  const visited = await gatesWithVisits(queries, ids, minutes);
  const written = new Map(rows.map(({ gate, from, to }) => [gate, { from, to }]));
  return stood.map((gate) => {
    const wrote = written.get(gate.id);
    return { gate, told: toldOf(gate, at, wrote !== undefined, visited.has(gate.id)), wrote };
  });
}
