/**
 * A phone's history as the app uploads it (Bluezone 3.0.3, BluezoneIdTrace.exportTraceData): one line for each time
 * somebody was heard, own ID, contact's ID (12 bytes, hex), RSSI in dBm, Unix ms, with tabs between.
 */
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { EPOCH_SECONDS, MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { MAX_COUNT, STRETCH_MINUTES } from "../../../protocol/record.ts";
import { ROLLING_ID_BYTES } from "../../../protocol/rolling-id.ts";
import { DAY_MS, MINUTE_MS } from "../../lib/time.ts";
import { type FileRead, MAX_ERRORS, type RowError, type RowField } from "./row-errors.ts";

export interface TraceRow {
  /** 12 bytes each. */
  readonly own: Uint8Array;
  readonly contact: Uint8Array;
  readonly rssi: number;
  /** Unix ms. */
  readonly at: number;
}

export const MAX_TRACE_BYTES = 32 * 1024 * 1024;
const FIRST_TIME = Date.UTC(2020, 0, 1);
/** A phone's clock may be ahead of ours. */
const AHEAD_MS = DAY_MS;

/** Every row, or what is wrong with the rows. `now` in Unix ms: nothing was heard later. */
export function readTrace(text: string, now: number): FileRead<TraceRow[]> {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (lines.length === 0 || text.length > MAX_TRACE_BYTES)
    return { ok: false, errors: [{ row: 0, field: "file" }] };
  const rows: TraceRow[] = [];
  const errors: RowError[] = [];
  for (const [i, line] of lines.entries()) {
    const read = readLine(line.replace(/\r$/, ""), now);
    if (typeof read !== "string") rows.push(read);
    else if (errors.push({ row: i + 1, field: read }) >= MAX_ERRORS) break;
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: rows };
}

function readLine(line: string, now: number): TraceRow | RowField {
  const columns = line.split("\t");
  if (columns.length !== 4) return "columns";
  const [ownText, contactText, rssiText, timeText] = columns as [string, string, string, string];
  const own = idOf(ownText);
  if (!own) return "own";
  const contact = idOf(contactText);
  if (!contact) return "contact";
  const rssi = wholeOf(rssiText);
  if (rssi === undefined || rssi < -127 || rssi > 20) return "rssi";
  const at = wholeOf(timeText);
  if (at === undefined || at < FIRST_TIME || at > now + AHEAD_MS) return "time";
  return { own, contact, rssi, at };
}

function idOf(text: string): Uint8Array | undefined {
  const id = fromHex(text.toLowerCase());
  return id?.length === ROLLING_ID_BYTES ? id : undefined;
}

function wholeOf(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function writeTrace(rows: Iterable<TraceRow>): string {
  let text = "";
  for (const { own, contact, rssi, at } of rows) text += `${toHex(own)}\t${toHex(contact)}\t${rssi}\t${at}\n`;
  return text;
}

/** What was heard of one ID in one epoch. */
interface HeardEpoch {
  readonly id: Uint8Array;
  readonly epoch: number;
  /** Bit m is set when it was heard in minute m of the epoch. */
  readonly minutes: number;
  /** Strongest row, and mean of the strongest three minutes, dBm. */
  readonly strongestRssi: number;
  readonly stretchRssi: number;
  readonly count: number;
}

/** Rows gathered by contact and epoch, as a token would have written them down. */
export function heardEpochs(rows: readonly TraceRow[]): HeardEpoch[] {
  const groups = new Map<string, TraceRow[]>();
  for (const row of rows) {
    const key = `${toHex(row.contact)} ${Math.floor(row.at / 1000 / EPOCH_SECONDS)}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => {
    const { contact, at } = group[0]!;
    const stretches = new Map<number, { sum: number; count: number }>();
    let minutes = 0;
    for (const row of group) {
      const minute = minuteOf(row.at);
      minutes |= 1 << minute;
      const place = Math.floor(minute / STRETCH_MINUTES);
      const { sum, count } = stretches.get(place) ?? { sum: 0, count: 0 };
      stretches.set(place, { sum: sum + row.rssi, count: count + 1 });
    }
    return {
      id: contact,
      epoch: Math.floor(at / 1000 / EPOCH_SECONDS),
      minutes,
      strongestRssi: group.reduce((most, { rssi }) => Math.max(most, rssi), -127),
      stretchRssi: [...stretches.values()].reduce(
        (most, { sum, count }) => Math.max(most, sum / count),
        -127,
      ),
      count: Math.min(MAX_COUNT, group.length),
    };
  });
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS) % MINUTES_PER_EPOCH;
}
