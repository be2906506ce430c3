import { dayOfEpoch, EPOCHS_PER_DAY, epochAt } from "../../protocol/epoch.ts";
import { PAGE_EPOCH_BASE } from "../../protocol/page.ts";
import type { ScheduledId } from "./case-file.ts";
import { isoOf, type Queries } from "./database.ts";
import { discardRecords } from "./discard.ts";
import { advanceEscrow } from "./escrow.ts";
import { IdIndex } from "./id-index.ts";
import { refuse } from "./refusal.ts";
import type { StoreParts } from "./retention.ts";

/** Own epochs, both included. */
export interface EpochSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Erases what a token recorded in a span of epochs and, in other tokens' records, its IDs of that time; all that it
 * ever recorded up to now unless told. The same holds for logs that come later. Then its keys move on as well, and its IDs of today are given up. Pages that
 * hold other times too stay sealed; what was erased is left out whenever they are opened. Refusal: unknown-token.
 */
export async function eraseToken(parts: StoreParts, serial: number, span?: EpochSpan): Promise<void> {
  const { directory, writer, wrapping } = parts;
  const token = directory.find(serial);
  if (!token) throw refuse("unknown-token", "serial");
  const at = parts.now();
  const { from, to } = span ?? { from: 0, to: epochAt(at / 1000) };
  const ids = idsOf(new IdIndex(directory), serial, {
    from: Math.max(from, token.firstDay * EPOCHS_PER_DAY),
    to,
  });
  await writer.transaction(async (queries) => {
    await queries.query("INSERT INTO registry.erasure VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
      ...[serial, from, to, isoOf(at)],
    ]);
    await queries.query(
      "INSERT INTO radio.erased_id SELECT * FROM unnest($1::int8[], $2::int4[]) ON CONFLICT DO NOTHING",
      [ids.map(({ prefix }) => prefix), ids.map(({ epoch }) => epoch)],
    );
    const pages = await queries.query<{ serial: number; sequence: number }>(
      "SELECT serial, sequence FROM radio.page WHERE serial = $1",
      [serial],
    );
    await discardRecords(queries, pages);
    await queries.query("DELETE FROM radio.encounter WHERE prefix = ANY($1::int8[])", [
      ids.map(({ prefix }) => prefix),
    ]);
    await forgetPages(queries, serial, from, to);
    const times = [serial, isoOf(from * 900_000), isoOf((to + 1) * 900_000)];
    await queries.query(
      "DELETE FROM radio.health WHERE serial = $1 AND received_at >= $2 AND received_at < $3",
      times,
    );
    await queries.query(
      "DELETE FROM registry.assignment WHERE serial = $1 AND assigned_from >= $2 AND COALESCE(assigned_to, $3) <= $3",
      times,
    );
    if (!span) await advanceEscrow(queries, directory, wrapping, dayOfEpoch(to) + 1, new Set([serial]));
  });
  await writer.compact();
}

/** Bytes and typed frames of pages that hold nothing but the span. Where a page begins is not sealed. */
async function forgetPages(queries: Queries, serial: number, from: number, to: number): Promise<void> {
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

function idsOf(index: IdIndex, serial: number, { from, to }: EpochSpan): ScheduledId[] {
  const ids: ScheduledId[] = [];
  for (let day = dayOfEpoch(from); day <= dayOfEpoch(to); day++)
    index.prefixesOf(serial, day).forEach((prefix, i) => {
      const epoch = day * EPOCHS_PER_DAY + i;
      if (from <= epoch && epoch <= to) ids.push({ prefix, epoch });
    });
  return ids;
}
