/** Health reports of tokens. Each tells how old it is by itself: one that comes again, or late, changes nothing. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { type RoomData, timesOf } from "../database/room-data.ts";

/** Fields of a HEALTH REPORT message, and the anchor of the HEALTH MAC message. */
export type HealthFields = Readonly<Record<string, number>> & {
  readonly anchor: number;
  readonly resets: number;
  readonly oldestSequence: number;
};

/**
 * Whether a report tells more than the newest that is kept of its token: later authenticated time, or at the same more restarts, or
 * at the same an older page given up.
 */
export async function isNewer(queries: Queries, serial: number, report: HealthFields): Promise<boolean> {
  const [newer] = await queries.query(
    `SELECT FROM radio.health WHERE serial = $1 AND
       ((report->>'anchor')::int8, (report->>'resets')::int8, (report->>'oldestSequence')::int8) >= ($2, $3, $4) LIMIT 1`,
    [serial, report.anchor, report.resets, report.oldestSequence],
  );
  return newer === undefined;
}

/**
 * When tokens of $1 spoke with a station, by their own authentic word: the time that each was told then, or the ticket that it accepted, by
 * its log. When the bytes came is no matter: a station can hold them back.
 */
const SPOKEN = `(
  SELECT serial, to_timestamp((report->>'anchor')::int8) AS at FROM radio.health WHERE serial = ANY($1::int8[])
  UNION ALL
  SELECT serial, LEAST(to_timestamp(epoch * 900::int8), received_at) FROM radio.note JOIN radio.page USING (serial, sequence)
  WHERE serial = ANY($1::int8[]) AND type = 'ticket'
) AS spoken`;

/** World ms at which each token last spoke with a station. */
export async function lastSyncs(
  queries: Queries,
  serials: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await queries.query<{ serial: number; at: Date }>(
    `SELECT serial, max(at) AS at FROM ${SPOKEN} WHERE at IS NOT NULL GROUP BY serial`,
    [[...serials]],
  );
  return new Map(rows.map(({ serial, at }) => [serial, at.getTime()]));
}

/** Each time at which one of these tokens spoke with a station behind the first of two times and up to the second, world ms. */
export async function syncsSince(
  queries: Queries,
  serials: readonly number[],
  since: number,
  until: number,
): Promise<{ readonly serial: number; readonly at: number }[]> {
  const rows = await queries.query<{ serial: number; at: Date }>(
    `SELECT serial::float8 AS serial, at FROM ${SPOKEN} WHERE at > $2 AND at <= $3 ORDER BY at, serial`,
    [[...serials], isoOf(since), isoOf(until)],
  );
  return rows.map(({ serial, at }) => ({ serial, at: at.getTime() }));
}

export async function addHealth(
  queries: Queries,
  { serial, at, report }: { readonly serial: number; readonly at: number; readonly report: object },
): Promise<void> {
  await queries.query("INSERT INTO radio.health VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    serial,
    isoOf(at),
    JSON.stringify(report),
  ]);
}

/** Counted from the report's arrival. */
export const HEALTH_DATA: RoomData = {
  async erase(queries, span) {
    const { begins, ends } = timesOf(span);
    await queries.query(
      "DELETE FROM radio.health WHERE serial = $1 AND received_at >= $2 AND received_at < $3",
      [span.serial, isoOf(begins), isoOf(ends)],
    );
  },
  async discard(queries, { before }) {
    await queries.query("DELETE FROM radio.health WHERE received_at < $1", [isoOf(before("health"))]);
  },
};
