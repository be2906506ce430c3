/**
 * Day keys of a case as the health authority sends them to phones (Bluezone 3.0.3, BluezoneIdTrace.isContactF):
 * `{"data":[{"daily_key":HEX64,"time_start":s,"max":96,"time_end":s}]}`. `time_start` is the Unix second at which the day
 * key's first ID was on the air, `time_end` the last that counts. A day key gives every later day as well.
 */
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { DAY_SECONDS, EPOCH_SECONDS, EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { type FileRead, type RowError, type RowField, wrongRows } from "./row-errors.ts";

export interface DayKeyRow {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Unix seconds, both included. */
  readonly start: number;
  readonly end: number;
}

/** At most so long a row may last. */
const MAX_ROW_SECONDS = 62 * DAY_SECONDS;
/** Nobody has so many: a phone keeps months. */
const MAX_ROWS = 1000;

/** Every row, or what is wrong with the rows. */
export function readDayKeys(text: string): FileRead<DayKeyRow[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return wrongRows([{ row: rowOfSyntaxError(text, error), field: "json" }]);
  }
  if (isRecord(parsed) && "base_id" in parsed) return wrongRows([{ row: 0, field: "base_id" }]);
  const data = isRecord(parsed) ? parsed.data : undefined;
  if (!Array.isArray(data) || data.length === 0 || data.length > MAX_ROWS)
    return wrongRows([{ row: 0, field: "data" }]);
  const rows: DayKeyRow[] = [];
  const errors: RowError[] = [];
  for (const [i, row] of data.entries()) {
    const read = readRow(row);
    if (typeof read !== "string") rows.push(read);
    else errors.push({ row: i + 1, field: read });
  }
  return errors.length > 0 ? wrongRows(errors) : { ok: true, value: rows };
}

/** The row in which a parser stopped: one more than the objects that were whole before. */
function rowOfSyntaxError(text: string, error: unknown): number {
  const place = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  const before = place === undefined ? text : text.slice(0, Number(place));
  return Math.max(1, before.split("}").length);
}

function readRow(row: unknown): DayKeyRow | RowField {
  if (!isRecord(row)) return "data";
  if ("base_id" in row) return "base_id";
  const { daily_key: keyText, time_start: start, time_end: end, max } = row;
  const key = typeof keyText === "string" ? fromHex(keyText.toLowerCase()) : undefined;
  if (key?.length !== 32) return "daily_key";
  if (!isSecond(start) || start % EPOCH_SECONDS !== 0) return "time_start";
  // Other numbers of IDs a day were never used, and their slots would not be epochs.
  if (max !== EPOCHS_PER_DAY) return "max";
  if (!isSecond(end) || end < start || end - start >= MAX_ROW_SECONDS) return "time_end";
  return { key, start, end };
}

/** The file for phones. Nothing but what is given goes into it. */
export function writeDayKeys(rows: readonly DayKeyRow[]): string {
  return JSON.stringify({
    data: rows.map(({ key, start, end }) => ({
      daily_key: toHex(key),
      time_start: start,
      max: EPOCHS_PER_DAY,
      time_end: end,
    })),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSecond(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;
}
