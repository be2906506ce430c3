import { dayOfEpoch, EPOCHS_PER_DAY, epochAt } from "../../protocol/epoch.ts";
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
 * ever recorded up to now unless told. Then its keys move on as well, and its IDs of today are given up. Pages that
 * hold other times too stay sealed; what was erased is left out whenever they are opened. Refusal: unknown-token.
 */
export async function eraseToken(parts: StoreParts, serial: number, span?: EpochSpan): Promise<void> {
  const { directory, writer, wrapping } = parts;
  const token = directory.find(serial);
  if (!token) throw refuse("unknown-token", "serial");
  const at = parts.now();
  const { from, to } = span ?? { from: 0, to: epochAt(at / 1000) };
  const prefixes = prefixesOf(new IdIndex(directory), serial, {
    from: Math.max(from, token.firstDay * EPOCHS_PER_DAY),
    to,
  });
  await writer.transaction(async (queries) => {
    await queries.query("INSERT INTO registry.erasure VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
      ...[serial, from, to, isoOf(at)],
    ]);
    const pages = await queries.query<{ serial: number; sequence: number }>(
      "SELECT serial, sequence FROM radio.page WHERE serial = $1",
      [serial],
    );
    await discardRecords(queries, pages);
    await queries.query("DELETE FROM radio.encounter WHERE prefix = ANY($1::int8[])", [prefixes]);
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

/** Bytes and typed frames of pages that hold nothing but the span. */
async function forgetPages(queries: Queries, serial: number, from: number, to: number): Promise<void> {
  await queries.query(
    `UPDATE radio.page SET sealed = NULL
     WHERE serial = $1 AND last_epoch <= $3 AND sealed IS NOT NULL AND $2 <= COALESCE(
       (SELECT max(last_epoch) FROM radio.page AS earlier WHERE earlier.serial = $1 AND earlier.sequence < page.sequence), 0)`,
    [serial, from, to],
  );
  await queries.query(
    `DELETE FROM radio.note AS note USING radio.page
     WHERE page.serial = note.serial AND page.sequence = note.sequence AND sealed IS NULL AND note.serial = $1`,
    [serial],
  );
}

function prefixesOf(index: IdIndex, serial: number, { from, to }: EpochSpan): number[] {
  const prefixes: number[] = [];
  for (let day = dayOfEpoch(from); day <= dayOfEpoch(to); day++)
    index.prefixesOf(serial, day).forEach((prefix, i) => {
      const epoch = day * EPOCHS_PER_DAY + i;
      if (from <= epoch && epoch <= to) prefixes.push(prefix);
    });
  return prefixes;
}
