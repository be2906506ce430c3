import { fromHex } from "../../protocol/bytes.ts";
import { type Decoded, reject } from "../../protocol/decoded.ts";
import { EPOCH_SECONDS, EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import { sha256 } from "../sha256.ts";
import { prefixNumber } from "./derive.ts";

/** At most so many epochs a row may span: two months. */
const MAX_ROW_EPOCHS = 62 * EPOCHS_PER_DAY;

/** A rolling ID (its prefix) and the epoch in which its owner was to advertise it. */
export interface ScheduledId {
  readonly prefix: number;
  readonly epoch: number;
}

/**
 * IDs of a case whose app published its keys, as the health authority's server sends them to phones:
 * `{"data":[{"daily_key":HEX64,"time_start":s,"max":96,"time_end":s}]}` (Bluezone 3.0.3, BluezoneIdTrace.isContactF).
 * `time_start` is the Unix second at which the day key's first ID was advertised, `time_end` the last that counts.
 * Rejections: json, data, daily_key, time_start, max, time_end; the offset is the row's number.
 */
export function readCaseFile(text: string): Decoded<ScheduledId[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return reject("json", "file", 0);
  }
  const data = isRecord(parsed) ? parsed.data : undefined;
  if (!Array.isArray(data) || data.length === 0) return reject("data", "data", 0);
  const ids: ScheduledId[] = [];
  for (const [number, row] of data.entries()) {
    if (!isRecord(row)) return reject("data", "data", number);
    const { daily_key: keyText, time_start: start, time_end: end, max } = row;
    const key = typeof keyText === "string" ? fromHex(keyText) : undefined;
    if (key?.length !== 32) return reject("daily_key", "daily_key", number);
    if (!isSecond(start) || start % EPOCH_SECONDS !== 0) return reject("time_start", "time_start", number);
    // Other numbers of IDs a day were never used, and their slots would not be epochs.
    if (max !== EPOCHS_PER_DAY) return reject("max", "max", number);
    if (!isSecond(end) || end < start) return reject("time_end", "time_end", number);
    const first = start / EPOCH_SECONDS;
    const last = Math.floor(end / EPOCH_SECONDS);
    if (last - first >= MAX_ROW_EPOCHS) return reject("time_end", "time_end", number);
    ids.push(...scheduledIds(key, first, last));
  }
  return { ok: true, value: ids };
}

/** IDs from the epoch in which the key's day began to the last one. */
function scheduledIds(dayKey: Uint8Array, first: number, last: number): ScheduledId[] {
  const ids: ScheduledId[] = [];
  let key = dayKey;
  for (let day = first; day <= last; day += EPOCHS_PER_DAY) {
    const ofDay = rollingIdsOfDay(sha256, key);
    for (let i = 0; i < EPOCHS_PER_DAY && day + i <= last; i++)
      ids.push({ prefix: prefixNumber(ofDay[i]!), epoch: day + i });
    key = laterDayKey(sha256, key, 1);
  }
  return ids;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSecond(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;
}
