/**
 * A phone's history as the app uploads it (Bluezone 3.0.3, BluezoneIdTrace.exportTraceData): one line for each time
 * somebody was heard, own ID, contact's ID (12 bytes, hex), RSSI in dBm, Unix ms, with tabs between.
 */
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { ROLLING_ID_BYTES } from "../../../protocol/rolling-id.ts";
import { DAY_MS } from "../../lib/time.ts";
import {
  type FileRead,
  LEFT_OUT_REASONS,
  type LeftOut,
  type LeftOutReason,
  type RowError,
  type RowField,
  wrongRows,
} from "./row-errors.ts";

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
/** What one byte holds: 127, 0 and -127 stand for "not measured" on some phones, and are no reason to refuse a row. */
const LEAST_RSSI = -128;
const GREATEST_RSSI = 127;
/** Words that head a column: of letters, and no ID. */
const HEADING = /^\p{L}[\p{L}\p{N} _.()-]*$/u;

/** What was read of a history, and what of it was left out. */
export interface TraceFile {
  readonly rows: readonly TraceRow[];
  readonly leftOut: readonly LeftOut[];
}

/** Blank lines, a line of headings and times that cannot be are left out; everything else must be a row. */
type Line = TraceRow | { readonly leftOut: LeftOutReason } | RowField;

/**
 * Every row that was heard, with what was left out, or what is wrong with the file. `now` in Unix ms: nothing was heard
 * later. Where no more rows are in time than out of it, the times themselves are wrong.
 */
export function readTrace(text: string, now: number): FileRead<TraceFile> {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (text.length > MAX_TRACE_BYTES) return wrongRows([{ row: 0, field: "file" }]);
  const rows: TraceRow[] = [];
  const errors: RowError[] = [];
  const leftOut = new Map(LEFT_OUT_REASONS.map((reason): [LeftOutReason, number[]] => [reason, []]));
  for (const [i, line] of lines.entries()) {
    const read = readLine(line, i === 0, now);
    if (typeof read === "string") errors.push({ row: i + 1, field: read });
    else if ("leftOut" in read) leftOut.get(read.leftOut)!.push(i + 1);
    else rows.push(read);
  }
  const stray = leftOut.get("stray-time")!;
  if (errors.length === 0 && stray.length >= Math.max(1, rows.length))
    for (const row of stray) errors.push({ row, field: "time" });
  if (errors.length === 0 && rows.length === 0) errors.push({ row: 0, field: "file" });
  if (errors.length > 0) return wrongRows(errors);
  const named = [...leftOut].map(([reason, of]) => ({ reason, rows: of }));
  return { ok: true, value: { rows, leftOut: named.filter((one) => one.rows.length > 0) } };
}

function readLine(line: string, isFirst: boolean, now: number): Line {
  const columns = line.split("\t").map((column) => column.trim());
  if (columns.every((column) => column === "")) return { leftOut: "blank" };
  while (columns.length > 4 && columns.at(-1) === "") columns.pop();
  if (columns.length !== 4) return "columns";
  const [ownText, contactText, rssiText, timeText] = columns as [string, string, string, string];
  const own = idOf(ownText);
  const contact = idOf(contactText);
  const rssi = wholeOf(rssiText);
  const at = wholeOf(timeText);
  if (isFirst && !own && !contact && columns.every((column) => HEADING.test(column)))
    return { leftOut: "heading" };
  if (!own) return "own";
  if (!contact) return "contact";
  if (rssi === undefined || rssi < LEAST_RSSI || rssi > GREATEST_RSSI) return "rssi";
  if (at === undefined) return "time";
  return at < FIRST_TIME || at > now + AHEAD_MS ? { leftOut: "stray-time" } : { own, contact, rssi, at };
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
