/** What guards have counted by hand beside a gate: a time, how many people, and how many passages the gate told meanwhile. */
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import type { CountedByHand } from "../../contract/gates.ts";
import { dayStart } from "../../contract/province-time.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";

/** What was there already stays as it is. */
export async function addHandCounts(
  queries: Queries,
  gate: string,
  counts: readonly CountedByHand[],
): Promise<void> {
  if (counts.length === 0) return;
  await queries.query(
    `INSERT INTO office.hand_count (gate, minute, minutes, counted, passages)
     SELECT $1, brought.* FROM unnest($2::int4[], $3::int4[], $4::int4[], $5::int4[])
       AS brought (minute, minutes, people, passages) ON CONFLICT DO NOTHING`,
    [
      gate,
      ...(["minute", "minutes", "people", "passages"] as const).map((of) => counts.map((one) => one[of])),
    ],
  );
}

interface HandSum {
  readonly times: number;
  readonly people: number;
  readonly passages: number;
}

/** By gate, of those that began between two days, the second left out. */
export async function handSums(queries: Queries, from: string, to: string): Promise<Map<string, HandSum>> {
  const rows = await queries.query<HandSum & { readonly gate: string }>(
    `SELECT gate, count(*)::int4 AS times, sum(counted)::int4 AS people, sum(passages)::int4 AS passages
     FROM office.hand_count WHERE minute >= $1 AND minute < $2 GROUP BY gate`,
    [dayStart(from) / MINUTE_MS, dayStart(to) / MINUTE_MS],
  );
  return new Map(rows.map(({ gate, ...sums }) => [gate, sums]));
}

/** As long as passages. */
export const HAND_COUNT_DATA: RoomData = {
  // No token has anything to do with it.
  async erase() {},
  async discard(queries, { firstEpoch }) {
    await queries.query("DELETE FROM office.hand_count WHERE minute < $1", [firstEpoch * MINUTES_PER_EPOCH]);
  },
};
