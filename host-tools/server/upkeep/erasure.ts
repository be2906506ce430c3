import { dayOfEpoch, EPOCHS_PER_DAY, epochAt } from "../../../protocol/epoch.ts";
import { refuse } from "../../contract/refusal.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import type { ScheduledId } from "../matching/case-file.ts";
import { IdIndex } from "../matching/id-index.ts";
import { discardRecords } from "../store/discard.ts";
import type { StoreParts } from "../store/parts.ts";
import { advanceEscrow } from "../tokens/escrow.ts";

/** Own epochs, both included. */
export interface EpochSpan {
  readonly from: number;
  readonly to: number;
}

export interface TokenErasure {
  readonly serial: number;
  /** All that it ever recorded up to the time unless told. */
  readonly span?: EpochSpan | undefined;
  /** World ms; now unless told. */
  readonly at?: number;
}

export interface TokenErasureParts extends StoreParts {
  readonly roomData: readonly RoomData[];
}

interface Erasing extends EpochSpan {
  readonly serial: number;
  readonly isWhole: boolean;
  readonly at: number;
  readonly ids: readonly ScheduledId[];
}

/**
 * Erases what tokens recorded in spans of epochs and, in other tokens' records, their IDs of that time: all spans or none.
 * The same holds for logs that come later. Of a token that is erased as a whole the keys move on, and its IDs of today are
 * given up. Pages that hold other times too stay sealed; what was erased is left out whenever they are opened. Then the
 * journal is written anew without it, unless the caller sees to that. Refusal: unknown-token.
 */
export async function eraseTokens(
  parts: TokenErasureParts,
  erasures: readonly TokenErasure[],
  isCompacted = true,
): Promise<void> {
  const { directory, writer, wrapping } = parts;
  const index = new IdIndex(directory);
  const all = erasures.map(({ serial, span, at = parts.now() }): Erasing => {
    const token = directory.find(serial);
    if (!token) throw refuse("unknown-token", "serial");
    const { from, to } = span ?? { from: 0, to: epochAt(at / 1000) };
    const known = { from: Math.max(from, token.firstDay * EPOCHS_PER_DAY), to };
    return { serial, from, to, at, isWhole: span === undefined, ids: idsOf(index, serial, known) };
  });
  if (all.length > 0)
    await writer.transaction(async (queries) => {
      for (const one of all) await noteErasure(queries, one);
      await forgetRecords(queries, all);
      for (const one of all) for (const data of parts.roomData) await data.erase(queries, one);
      for (const { serial, to, isWhole } of all)
        if (isWhole) await advanceEscrow(queries, directory, wrapping, dayOfEpoch(to) + 1, new Set([serial]));
    });
  if (isCompacted) await writer.compact();
}

async function noteErasure(queries: Queries, { serial, from, to, at, ids }: Erasing): Promise<void> {
  await queries.query("INSERT INTO registry.erasure VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
    serial,
    from,
    to,
    isoOf(at),
  ]);
  await queries.query(
    "INSERT INTO radio.erased_id SELECT * FROM unnest($1::int8[], $2::int4[]) ON CONFLICT DO NOTHING",
    [ids.map(({ prefix }) => prefix), ids.map(({ epoch }) => epoch)],
  );
}

async function forgetRecords(queries: Queries, all: readonly Erasing[]): Promise<void> {
  const pages = await queries.query<{ serial: number; sequence: number }>(
    "SELECT serial, sequence FROM radio.page WHERE serial = ANY($1::int8[])",
    [all.map(({ serial }) => serial)],
  );
  await discardRecords(queries, pages);
  await queries.query("DELETE FROM radio.encounter WHERE prefix = ANY($1::int8[])", [
    all.flatMap(({ ids }) => ids.map(({ prefix }) => prefix)),
  ]);
}

function idsOf(index: IdIndex, serial: number, { from, to }: EpochSpan): ScheduledId[] {
  const ids: ScheduledId[] = [];
  for (let day = dayOfEpoch(from); day <= dayOfEpoch(to); day++)
    index.prefixesOf(serial, day).forEach((prefix, i) => {
      const epoch = day * EPOCHS_PER_DAY + (i % EPOCHS_PER_DAY);
      if (from <= epoch && epoch <= to) ids.push({ prefix, epoch });
    });
  return ids;
}
