/** How logs are forgotten: pages' bytes, what was read from them, receipts. */

import { PAGE_EPOCH_BASE } from "../../../protocol/page.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { ErasedSpan, Horizon, RoomData } from "../database/room-data.ts";

export const PAGE_DATA: RoomData = { erase: forgetPages, discard: discardPages };

/** Bytes and typed frames of pages that hold nothing but the span. Where a page begins is not sealed. */
async function forgetPages(queries: Queries, { serial, from, to }: ErasedSpan): Promise<void> {
  await queries.query(
    `UPDATE radio.page SET sealed = NULL
     WHERE serial = $1 AND sealed IS NOT NULL AND last_epoch <= $3
       AND get_byte(sealed, $4) + 256 * get_byte(sealed, $4 + 1) + 65536 * get_byte(sealed, $4 + 2) >= $2`,
    [serial, from, to, PAGE_EPOCH_BASE],
  );
  await queries.query(
    `DELETE FROM radio.note AS note USING radio.page
     WHERE page.serial = note.serial AND page.sequence = note.sequence AND sealed IS NULL AND note.serial = $1`,
    [serial],
  );
}

/** Forgets the bytes of pages of which no record is kept any more, what was derived from them, and old receipts. */
async function discardPages(queries: Queries, { firstEpoch, before }: Horizon): Promise<void> {
  await queries.query("UPDATE radio.page SET sealed = NULL WHERE last_epoch < $1 AND sealed IS NOT NULL", [
    firstEpoch,
  ]);
  await queries.query(
    `DELETE FROM radio.note AS note USING radio.page
     WHERE page.serial = note.serial AND page.sequence = note.sequence AND sealed IS NULL`,
  );
  await queries.query("DELETE FROM radio.erased_id WHERE epoch < $1", [firstEpoch]);
  await queries.query("DELETE FROM radio.clock_span WHERE GREATEST(own_to, own_to + shift / 15) < $1", [
    firstEpoch,
  ]);
  await queries.query("DELETE FROM radio.page WHERE sealed IS NULL AND closed AND received_at < $1", [
    isoOf(before("receipts")),
  ]);
}
