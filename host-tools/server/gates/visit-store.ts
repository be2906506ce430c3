/** Visits as they are kept: a gate, a minute and a way, and wrapped who it was. They are opened inside an open case alone. */
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import type { Visit } from "../../contract/visits.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { SecretColumn } from "../keys/secret-column.ts";

const visitLabel = (id: string) => `visit ${id}`;

export const VISIT_SECRETS: readonly SecretColumn[] = [
  { table: "people.visit", id: "id", column: "details", label: visitLabel },
];

/** What was there already stays as it is, also what was taken back. */
export async function addVisits(
  queries: Queries,
  wrapping: KeyWrapping,
  gate: string,
  visits: readonly Visit[],
): Promise<void> {
  if (visits.length === 0) return;
  const wrapped = visits.map(({ id, minute: _, ...details }) =>
    Buffer.from(wrapping.wrap(visitLabel(id), new TextEncoder().encode(JSON.stringify(details)))),
  );
  await queries.query(
    `INSERT INTO people.visit (id, gate, minute, details, went_in, by_gate)
     SELECT brought.id, $1, brought.minute, decode(brought.details, 'base64'), brought.went_in, brought.by_gate
     FROM unnest($2::text[], $3::int4[], $4::text[], $5::bool[], $6::bool[])
       AS brought (id, minute, details, went_in, by_gate)
     ON CONFLICT DO NOTHING`,
    [
      gate,
      visits.map(({ id }) => id),
      visits.map(({ minute }) => minute),
      wrapped.map((bytes) => bytes.toString("base64")),
      visits.map(({ direction }) => direction === "in"),
      visits.map(({ by }) => by !== "site"),
    ],
  );
}

/** Nothing of them stays but that they were taken back, for a visit that comes after. Only the own gate's. */
export async function takeVisitsBack(
  queries: Queries,
  gate: string,
  ids: readonly string[],
  minute: number,
): Promise<void> {
  if (ids.length === 0) return;
  await queries.query(
    `INSERT INTO people.visit (id, gate, minute, details) SELECT DISTINCT unnest($2::text[]), $1::uuid, $3::int4, NULL::bytea
     ON CONFLICT (id) DO UPDATE SET details = NULL, went_in = NULL, by_gate = NULL WHERE visit.gate = excluded.gate`,
    [gate, ids, minute],
  );
}

/** A visit that a gate has told. */
export interface KeptVisit extends Visit {
  readonly gate: string;
}

/** Opened, of these gates within a time (minutes, both included), in its order; not those that were taken back. */
export async function visitsOfGates(
  queries: Queries,
  wrapping: KeyWrapping,
  gates: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<KeptVisit[]> {
  const rows = await queries.query<{ id: string; gate: string; minute: number; details: Uint8Array }>(
    `SELECT id, gate, minute, details FROM people.visit
     WHERE gate = ANY($1::uuid[]) AND minute BETWEEN $2 AND $3 AND details IS NOT NULL ORDER BY minute, id`,
    [[...gates], from, to],
  );
  return rows.map(({ id, gate, minute, details }) => {
    const told = JSON.parse(new TextDecoder().decode(wrapping.unwrap(visitLabel(id), details)));
    return { ...(told as Omit<Visit, "id" | "minute">), id, gate, minute };
  });
}

/** Of these, where somebody was noted within a time (minutes, both included), and not taken back. */
export async function gatesWithVisits(
  queries: Queries,
  gates: readonly string[],
  [from, to]: readonly [number, number],
): Promise<Set<string>> {
  const rows = await queries.query<{ gate: string }>(
    `SELECT DISTINCT gate FROM people.visit
     WHERE gate = ANY($1::uuid[]) AND minute BETWEEN $2 AND $3 AND details IS NOT NULL`,
    [[...gates], from, to],
  );
  return new Set(rows.map(({ gate }) => gate));
}

/** How often it was noted that somebody went in or out. */
export interface VisitsCounted {
  readonly in: number;
  readonly out: number;
  /** By visitors' own phones, which may be anywhere; in none of the numbers above. */
  readonly byPhone: { readonly in: number; readonly out: number };
}

/** At these gates within a time (minutes, both included), without opening any. What is not known to be a gate's word is a phone's. */
export async function visitsCounted(
  queries: Queries,
  gates: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<VisitsCounted> {
  const rows = await queries.query<{ went_in: boolean; by_gate: boolean; times: number }>(
    `SELECT went_in, by_gate IS TRUE AS by_gate, count(*)::int4 AS times FROM people.visit
     WHERE gate = ANY($1::uuid[]) AND minute BETWEEN $2 AND $3 AND details IS NOT NULL AND went_in IS NOT NULL
     GROUP BY 1, 2`,
    [[...gates], from, to],
  );
  const times = (wentIn: boolean, byGate: boolean) =>
    rows.find((row) => row.went_in === wentIn && row.by_gate === byGate)?.times ?? 0;
  const counted = (byGate: boolean) => ({ in: times(true, byGate), out: times(false, byGate) });
  return { ...counted(true), byPhone: counted(false) };
}

/** As long as passages. */
export const VISIT_DATA: RoomData = {
  // No token has anything to do with it.
  async erase() {},
  async discard(queries, { firstEpoch }) {
    await queries.query("DELETE FROM people.visit WHERE minute < $1", [firstEpoch * MINUTES_PER_EPOCH]);
  },
};
