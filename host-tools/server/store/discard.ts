import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import type { Queries } from "../database/database.ts";

interface PageName {
  readonly serial: number;
  readonly sequence: number;
}

/**
 * Deletes records that are older than what is kept, or that were erased, and counts them at their pages. The age of a
 * record whose clock was wrong is not known before its log tells: it is judged by the arrival of its page.
 * Of these pages, or of all.
 */
export async function discardRecords(queries: Queries, pages?: readonly PageName[]): Promise<void> {
  const among = pages
    ? "(recorder, row.sequence) IN (SELECT * FROM unnest($2::int8[], $3::int8[]))"
    : "$2::int8[] IS NULL AND $3::int8[] IS NULL";
  await queries.query(
    `WITH gone AS (
       DELETE FROM radio.encounter AS row USING radio.page
       WHERE ${among} AND page.serial = recorder AND page.sequence = row.sequence AND (
         (CASE WHEN clock_trusted OR shift <> 0 THEN row.epoch ELSE last_epoch END)
           < (SELECT COALESCE(max(day), 0) * $1 FROM radio.horizon)
         OR EXISTS (
           SELECT FROM registry.erasure AS erased
           WHERE erased.serial = recorder AND row.epoch BETWEEN from_epoch AND to_epoch
         )
         OR EXISTS (SELECT FROM radio.erased_id WHERE erased_id.prefix = row.prefix)
       )
       RETURNING recorder, row.sequence
     )
     UPDATE radio.page SET discarded = discarded + records
     FROM (SELECT recorder, sequence, count(*)::int4 AS records FROM gone GROUP BY recorder, sequence) AS counted
     WHERE serial = recorder AND page.sequence = counted.sequence`,
    [
      EPOCHS_PER_DAY,
      pages?.map(({ serial }) => serial) ?? null,
      pages?.map(({ sequence }) => sequence) ?? null,
    ],
  );
}

/** Whether a new page may hold records that are not to be kept: most do not, and need no search. */
export async function mayHoldDiscarded(
  queries: Queries,
  serials: readonly number[],
  firstEpoch: number,
): Promise<boolean> {
  const [row] = await queries.query<{ day: number; erased: boolean }>(
    `SELECT COALESCE(max(day), 0) AS day, EXISTS (SELECT FROM radio.erased_id)
       OR EXISTS (SELECT FROM registry.erasure WHERE serial = ANY($1::int8[])) AS erased
     FROM radio.horizon`,
    [serials],
  );
  return row!.erased || firstEpoch < row!.day * EPOCHS_PER_DAY;
}
