/**
 * Contact files: `unix_s,person_a,person_b`, one row for each 20 s in which two people faced each other within 1.5 m
 * (the form of the SocioPatterns data sets). Plain or gzip. Times are a wall clock read as UTC.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { DAY_MS, isoDateOf, MINUTE_MS } from "../lib/time.ts";
import type { ContactRow, Day } from "./day.ts";
import { HALF_HOUR_MS, orderedRows, ROW_MS } from "./day.ts";

/** A contact file that cannot be read; the message names file, line and column. */
export class ContactFileError extends Error {
  override readonly name = "ContactFileError";
}

/** One row as written: seconds since 1970, two names. */
interface WrittenRow {
  readonly unixSeconds: number;
  readonly personA: string;
  readonly personB: string;
}

const COLUMNS = ["unix_s", "person_a", "person_b"] as const;
/** 2100-01-01; larger numbers are milliseconds by mistake. */
const LATEST_SECOND = 4_102_444_800;

/** Rows of a contact file in the file's order. Throws ContactFileError for a bad row or an unreadable file. */
export function readContactFile(path: string): WrittenRow[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw new ContactFileError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseContacts(bytes.toString("utf8"), path);
}

/** Rows of the text of a contact file; blank lines and one header line are skipped. `source` names it in errors. */
export function parseContacts(text: string, source: string): WrittenRow[] {
  const rows: WrittenRow[] = [];
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!.trim();
    if (line === "" || (i === 0 && isHeader(line))) continue;
    rows.push(parseRow(line, `${source}:${i + 1}`));
  }
  return rows;
}

/** A first line whose first field has no digit is a header, whatever its names are. */
const isHeader = (line: string): boolean => !/\d/.test(line.split(",")[0]!);

function parseRow(line: string, where: string): WrittenRow {
  const fields = line.split(",").map((field) => field.trim());
  if (fields.length !== COLUMNS.length) {
    const column = Math.min(fields.length, COLUMNS.length) + (fields.length > COLUMNS.length ? 1 : 0);
    throw new ContactFileError(
      `${where}: column ${column}: expected ${COLUMNS.length} columns (${COLUMNS.join(",")}), found ${fields.length}`,
    );
  }
  const fail = (column: number, reason: string): never => {
    throw new ContactFileError(
      `${where}: column ${column + 1} (${COLUMNS[column]}): ${reason}: "${fields[column]!.slice(0, 40)}"`,
    );
  };
  const [seconds, personA, personB] = fields as [string, string, string];
  if (!/^\d{1,13}$/.test(seconds)) fail(0, "not a whole number of seconds since 1970");
  if (Number(seconds) > LATEST_SECOND) fail(0, "after the year 2100; milliseconds instead of seconds?");
  if (personA === "") fail(1, "empty");
  if (personB === "") fail(2, "empty");
  if (personA === personB) fail(2, "the same person twice");
  return { unixSeconds: Number(seconds), personA, personB };
}

/** Dates (YYYY-MM-DD) that have rows, ascending. */
export function datesOf(rows: readonly WrittenRow[]): string[] {
  const days = new Set(rows.map((row) => Math.floor((row.unixSeconds * 1000) / DAY_MS)));
  return [...days].sort((x, y) => x - y).map((day) => isoDateOf(day * DAY_MS));
}

/**
 * The rows of one date as a Day; without `date`, the first one in the file. People are those with a row on that
 * date, in natural order of their names. The day is played from half an hour before its first row to half an hour after its last.
 */
export function pickDay(rows: readonly WrittenRow[], date?: string): Day {
  if (rows.length === 0) throw new ContactFileError("the contact file has no rows");
  const chosen = date ?? datesOf(rows)[0]!;
  const midnight = parseDate(chosen);
  const written = rows.filter((row) => Math.floor((row.unixSeconds * 1000 - midnight) / DAY_MS) === 0);
  if (written.length === 0) {
    throw new ContactFileError(`no rows on ${chosen}; the file has ${datesOf(rows).join(", ")}`);
  }
  const people = [...new Set(written.flatMap((row) => [row.personA, row.personB]))].sort(naturalOrder);
  const indexOf = new Map(people.map((name, index) => [name, index]));
  const contactRows = orderedRows(written.map((row) => indexed(row, indexOf)));
  return {
    date: chosen,
    startAt: wholeMinute(contactRows[0]!.at - HALF_HOUR_MS, Math.floor),
    endAt: wholeMinute(contactRows[contactRows.length - 1]!.at + ROW_MS + HALF_HOUR_MS, Math.ceil),
    people,
    rows: contactRows,
    stays: undefined,
  };
}

function indexed(row: WrittenRow, indexOf: ReadonlyMap<string, number>): ContactRow {
  const a = indexOf.get(row.personA)!;
  const b = indexOf.get(row.personB)!;
  return { at: row.unixSeconds * 1000, a: Math.min(a, b), b: Math.max(a, b) };
}

/** Midnight (UTC) of YYYY-MM-DD in ms; throws ContactFileError for anything else. */
export function parseDate(date: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || isoDateOf(at) !== date)
    throw new ContactFileError(`not a date (YYYY-MM-DD): "${date}"`);
  return at;
}

const wholeMinute = (at: number, round: (x: number) => number): number => round(at / MINUTE_MS) * MINUTE_MS;

/** "9" before "10", "worker-9" before "worker-10". */
function naturalOrder(x: string, y: string): number {
  return x.localeCompare(y, "en", { numeric: true }) || (x < y ? -1 : 1);
}
