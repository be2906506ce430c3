import { EPOCH_SECONDS, EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { laterDayKey, prefixNumber, rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { type DayKeyRow, readDayKeys } from "../../formats/bluezone/key-file.ts";
import type { FileRead } from "../../formats/bluezone/row-errors.ts";
import { sha256 } from "../../lib/sha256.ts";

/** A rolling ID (its prefix) and the epoch in which its owner was to advertise it. */
export interface ScheduledId {
  readonly prefix: number;
  readonly epoch: number;
}

/** IDs of a case whose app published its keys (host-tools/formats/bluezone/key-file.ts). */
export function readCaseFile(text: string): FileRead<ScheduledId[]> {
  const read = readDayKeys(text);
  return read.ok ? { ok: true, value: scheduledIdsOf(read.value) } : read;
}

/** IDs from the epoch in which each key's day began to the last one that counts. */
export function scheduledIdsOf(keys: readonly DayKeyRow[]): ScheduledId[] {
  return wholeIdsOf(keys).map(({ id, epoch }) => ({ prefix: prefixNumber(id), epoch }));
}

/** The same with all twelve bytes. */
export function wholeIdsOf(
  keys: readonly DayKeyRow[],
): { readonly id: Uint8Array; readonly epoch: number }[] {
  return keys.flatMap(({ key, start, end }) => {
    const ids: { id: Uint8Array; epoch: number }[] = [];
    const last = Math.floor(end / EPOCH_SECONDS);
    let dayKey = key;
    for (let day = start / EPOCH_SECONDS; day <= last; day += EPOCHS_PER_DAY) {
      const ofDay = rollingIdsOfDay(sha256, dayKey);
      for (let i = 0; i < EPOCHS_PER_DAY && day + i <= last; i++) ids.push({ id: ofDay[i]!, epoch: day + i });
      dayKey = laterDayKey(sha256, dayKey, 1);
    }
    return ids;
  });
}
