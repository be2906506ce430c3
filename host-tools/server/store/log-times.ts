/** From when to when there are logs. */
import { EPOCH_SECONDS } from "../../../protocol/epoch.ts";
import type { Queries } from "../database/database.ts";

/** World ms at which the newest log came; 0 where none has. */
export async function latestLog(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ at: Date | null }>("SELECT max(received_at) AS at FROM radio.page");
  return row?.at?.getTime() ?? 0;
}

/** World ms of the first record that is kept; minus infinity where none was discarded yet. */
export async function firstKept(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ day: number }>("SELECT day FROM radio.horizon");
  return row ? row.day * 86_400_000 : Number.NEGATIVE_INFINITY;
}

/** World ms as far as the logs of these tokens have come, by serial; those of which nothing has come are not there. */
export async function logsUntil(
  queries: Queries,
  serials: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await queries.query<{ serial: number; at: Date }>(
    `SELECT serial, max(LEAST(to_timestamp((last_epoch + 1) * $2::int8), received_at)) AS at
     FROM radio.page WHERE serial = ANY($1::int8[]) GROUP BY serial`,
    [[...serials], EPOCH_SECONDS],
  );
  return new Map(rows.map(({ serial, at }) => [Number(serial), at.getTime()]));
}
