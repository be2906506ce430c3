/** From when to when there are logs. */
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
