import { dayOfEpoch, EPOCHS_PER_DAY, epochAt } from "../../../protocol/epoch.ts";
import { PLANNED_DAYS } from "../../contract/lists.ts";
import { APART_DAYS } from "../../contract/vocabulary.ts";
import { DAY_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RetentionPeriods, RoomData } from "../database/room-data.ts";
import { discardRecords } from "../store/discard.ts";
import type { StoreParts } from "../store/parts.ts";
import { advanceEscrow } from "../tokens/escrow.ts";

export const RETENTION_DAYS: RetentionPeriods = {
  records: 21,
  health: 21,
  assignments: 21,
  receipts: 365,
  repeats: 90,
  merges: APART_DAYS,
  planned: PLANNED_DAYS,
};

export interface RetentionResult {
  /** First day (since 1970-01-01 UTC) of which records are kept. */
  readonly day: number;
  readonly records: number;
  readonly pages: number;
  /** Tokens whose escrowed keys moved on. */
  readonly tokens: number;
}

/** Days since 1970-01-01 UTC. */
function firstDayKept(at: number, { records }: RetentionPeriods): number {
  return dayOfEpoch(epochAt(at / 1000)) - records;
}

/**
 * Discards what has been kept long enough, moves the escrowed keys on so that what was discarded cannot be computed
 * again, and writes the journal anew without it. To be run daily, by a clock that is right; a second run finds nothing.
 */
export async function applyRetention(
  parts: StoreParts & { readonly roomData: readonly RoomData[] },
  periods: RetentionPeriods = RETENTION_DAYS,
): Promise<RetentionResult> {
  const at = parts.now();
  const day = firstDayKept(at, periods);
  const result = await parts.writer.transaction(async (queries) => {
    await queries.query(
      `INSERT INTO radio.horizon (day) VALUES ($1)
       ON CONFLICT (one) DO UPDATE SET day = GREATEST(horizon.day, excluded.day)`,
      [day],
    );
    const held = await counts(queries);
    await discardRecords(queries);
    const before = (period: keyof RetentionPeriods) => at - periods[period] * DAY_MS;
    for (const { discard } of parts.roomData)
      await discard(queries, { firstEpoch: day * EPOCHS_PER_DAY, before });
    const left = await counts(queries);
    const tokens = await advanceEscrow(queries, parts.directory, parts.wrapping, day);
    return { day, records: held.records - left.records, pages: held.pages - left.pages, tokens };
  });
  await parts.writer.compact();
  return result;
}

/** Records, and pages whose bytes are kept. */
async function counts(queries: Queries): Promise<{ readonly records: number; readonly pages: number }> {
  const [row] = await queries.query<{ records: number; pages: number }>(
    `SELECT (SELECT count(*) FROM radio.encounter) AS records,
       (SELECT count(*) FROM radio.page WHERE sealed IS NOT NULL) AS pages`,
  );
  return row!;
}
