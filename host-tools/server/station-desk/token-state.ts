/** What a station may know of a token's clock. */
import type { Queries } from "../database/database.ts";

/** A clock that was put right so recently was put right in this sync. Seconds. */
const RECENT_SECONDS = 900;

/** Seconds by which the token's clock was put right just now, as its log says; undefined when it was not. */
export async function clockChange(
  queries: Queries,
  serial: number,
  now: number,
): Promise<number | undefined> {
  const rows = await queries.query<{ content: { oldTime: number; delta: number } }>(
    `SELECT content FROM radio.note WHERE serial = $1 AND type = 'clock' ORDER BY sequence DESC, place DESC LIMIT 1`,
    [serial],
  );
  const content = rows[0]?.content;
  if (!content) return undefined;
  const setTo = content.oldTime + content.delta;
  return Math.abs(now / 1000 - setTo) < RECENT_SECONDS ? content.delta : undefined;
}
