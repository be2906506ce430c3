import { dayOfEpoch, EPOCHS_PER_DAY, epochAt } from "../../../protocol/epoch.ts";
import { isoOf, type Queries } from "../database/database.ts";
import { applyAssignmentChange } from "../people/assignments.ts";
import { discardRecords } from "../store/discard.ts";
import type { StoreParts } from "../store/parts.ts";
import { advanceEscrow } from "../tokens/escrow.ts";

/** How long what is kept, in days. Law 91/2025/QH15: no longer than the purpose needs; 21 days are 1.5 incubations. */
export interface RetentionPeriods {
  /** Records of encounters, counted from the day of the encounter, with the keys of these days. */
  readonly records: number;
  /** Health reports and who wore which token, counted from the report and the return of the token. */
  readonly health: number;
  readonly assignments: number;
  /** Receipts of pages: length and MAC, so that a token that never heard of its receipt gets it again. */
  readonly receipts: number;
}

export const RETENTION_DAYS: RetentionPeriods = { records: 21, health: 21, assignments: 21, receipts: 365 };

const DAY_MS = 86_400_000;

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
  parts: StoreParts,
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
    const before = await records(queries);
    await discardRecords(queries);
    const pages = await discardPages(queries, day * EPOCHS_PER_DAY);
    await discardRest(queries, at, periods);
    const tokens = await advanceEscrow(queries, parts.directory, parts.wrapping, day);
    return { day, records: before - (await records(queries)), pages, tokens };
  });
  await parts.writer.compact();
  return result;
}

async function records(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ records: number }>("SELECT count(*) AS records FROM radio.encounter");
  return row!.records;
}

/** Forgets the bytes of pages of which nothing is kept any more, and what was derived from them. */
async function discardPages(queries: Queries, firstEpoch: number): Promise<number> {
  const gone = await queries.query(
    "UPDATE radio.page SET sealed = NULL WHERE last_epoch < $1 AND sealed IS NOT NULL RETURNING serial",
    [firstEpoch],
  );
  await queries.query(
    `DELETE FROM radio.note AS note USING radio.page
     WHERE page.serial = note.serial AND page.sequence = note.sequence AND sealed IS NULL`,
  );
  await queries.query("DELETE FROM radio.erased_id WHERE epoch < $1", [firstEpoch]);
  await queries.query("DELETE FROM radio.clock_span WHERE GREATEST(own_to, own_to + shift / 15) < $1", [
    firstEpoch,
  ]);
  return gone.length;
}

async function discardRest(queries: Queries, at: number, periods: RetentionPeriods): Promise<void> {
  const before = (days: number) => isoOf(at - days * DAY_MS);
  await queries.query("DELETE FROM radio.health WHERE received_at < $1", [before(periods.health)]);
  await applyAssignmentChange(queries, { kind: "expire", before: at - periods.assignments * DAY_MS });
  await queries.query("DELETE FROM radio.page WHERE sealed IS NULL AND closed AND received_at < $1", [
    before(periods.receipts),
  ]);
}
