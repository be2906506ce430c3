import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import type { Queries } from "../database/database.ts";
import {
  clockSpansOf,
  displacedIds,
  type LogPlace,
  type PlacedNote,
  shiftMinutes,
  spanAt,
} from "../uploads/clock-spans.ts";

interface PlacedRow extends LogPlace {
  readonly epoch: number;
  readonly shift: number;
}

/** Moves the encounters of these tokens to the times that their logs, as far as they have come, say they happened at. */
export async function correctClocks(queries: Queries, serials: readonly number[]): Promise<void> {
  const notes = await queries.query<PlacedNote & { serial: number }>(
    `SELECT serial, sequence, place, epoch, type, content FROM radio.note
     WHERE serial IN (SELECT serial FROM radio.note WHERE type = 'clock' AND serial = ANY($1))`,
    [serials],
  );
  const bySerial = new Map<number, PlacedNote[]>();
  for (const note of notes) bySerial.set(note.serial, [...(bySerial.get(note.serial) ?? []), note]);
  for (const [serial, list] of bySerial) await correctClock(queries, serial, list);
}

async function correctClock(queries: Queries, serial: number, notes: readonly PlacedNote[]): Promise<void> {
  const spans = clockSpansOf(notes);
  const rows = await queries.query<PlacedRow>(
    "SELECT sequence, place, epoch, shift FROM radio.encounter WHERE recorder = $1",
    [serial],
  );
  const moved = rows.flatMap((row) => {
    const ownEpoch = row.epoch - Math.floor(row.shift / MINUTES_PER_EPOCH);
    const span = spanAt(spans, row);
    const shift = span ? shiftMinutes(span, ownEpoch) : 0;
    if (shift === row.shift) return [];
    return [{ ...row, shift, epoch: ownEpoch + Math.floor(shift / MINUTES_PER_EPOCH) }];
  });
  await queries.query(
    `UPDATE radio.encounter AS row SET epoch = moved.epoch, shift = moved.shift
     FROM unnest($2::int8[], $3::int2[], $4::int4[], $5::int4[]) AS moved (sequence, place, epoch, shift)
     WHERE row.recorder = $1 AND row.sequence = moved.sequence AND row.place = moved.place`,
    [
      serial,
      moved.map((row) => row.sequence),
      moved.map((row) => row.place),
      moved.map((row) => row.epoch),
      moved.map((row) => row.shift),
    ],
  );
  const displaced = displacedIds(spans);
  await queries.query("DELETE FROM radio.clock_span WHERE serial = $1", [serial]);
  await queries.query(
    "INSERT INTO radio.clock_span SELECT $1, * FROM unnest($2::int4[], $3::int4[], $4::int4[])",
    [
      serial,
      displaced.map(({ ownFrom }) => ownFrom),
      displaced.map(({ ownTo }) => ownTo),
      displaced.map(({ shift }) => shift),
    ],
  );
}
