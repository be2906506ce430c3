/**
 * Reads recorded RSSI: who heard whom, when, how strongly, and how far apart they were. Two forms:
 * - SQLite with a table `results`, as DP-3T's bt-measurements publishes it; the file is taken into memory as it is;
 * - CSV with a header line `receiver,transmitter,timestamp_ms,rssi,distance_m`, further columns as you like; it is read piece by piece.
 * The column of distances may be missing: nobody has measured then.
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import initSqlJs, { type Database } from "sql.js";
import type { RecordedPacket } from "./recorded-packet.ts";
import { TimeOrder } from "./time-order.ts";

/** The file is not one of these tables; the message says what is missing, without the file's name. */
export class WrongRecording extends Error {
  override readonly name = "WrongRecording";
}

/** A recording to go through from its beginning. */
export interface Recording {
  readonly packets: Iterable<RecordedPacket>;
  /** Of its packets, ms: the first with a distance, or the first of all where none has one. */
  readonly start: number;
  readonly count: number;
  /** False: nobody measured distances. */
  readonly hasDistances: boolean;
  /** What it lacks, in words. */
  readonly lacks: readonly string[];
}

type Column = "receiver" | "transmitter" | "timestamp" | "rssi" | "distance";
const COLUMNS: readonly Column[] = ["receiver", "transmitter", "timestamp", "rssi", "distance"];

const SQL_TABLE = "results";
const SQL_NAMES: Readonly<Record<Column, string>> = {
  receiver: "receiver_id",
  transmitter: "transmitter_id",
  timestamp: "timestamp",
  rssi: "rssi",
  distance: "ground_truth_distance",
};
const CSV_NAMES: Readonly<Record<Column, string>> = {
  receiver: "receiver",
  transmitter: "transmitter",
  timestamp: "timestamp_ms",
  rssi: "rssi",
  distance: "distance_m",
};
const SQLITE_MARK = "SQLite format 3\0";
const PIECE_BYTES = 1 << 16;

/** Calls `use` with the recording while it is open, and gives what that gives. Throws WrongRecording, or the file system's error. */
export async function withRecording<T>(path: string, use: (recording: Recording) => T): Promise<T> {
  const order = new TimeOrder();
  const lacks: string[] = [];
  const lacksColumn = (text: string) => void lacks.push(text);
  try {
    let [count, first, firstMeasured] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const packets = startsWith(path, SQLITE_MARK)
      ? packetsOfSqlite(await openDatabase(path), lacksColumn)
      : packetsOfCsv(path, lacksColumn);
    for (const packet of packets) {
      order.add(packet);
      count++;
      first = Math.min(first, packet.at);
      if (packet.metres !== undefined) firstMeasured = Math.min(firstMeasured, packet.at);
    }
    if (count === 0) throw new WrongRecording("holds no packet");
    const hasDistances = Number.isFinite(firstMeasured);
    return use({ packets: order, start: hasDistances ? firstMeasured : first, count, hasDistances, lacks });
  } finally {
    order.close();
  }
}

/** All packets at once, ascending by time: for what goes through them many times. */
export const readRecording = (path: string): Promise<RecordedPacket[]> =>
  withRecording(path, ({ packets }) => [...packets]);

/** A recording of packets that are at hand, ascending by time. */
export function recordingOf(packets: readonly RecordedPacket[]): Recording {
  const measured = packets.find(({ metres }) => metres !== undefined);
  return {
    packets,
    start: (measured ?? packets[0])?.at ?? 0,
    count: packets.length,
    hasDistances: measured !== undefined,
    lacks: [],
  };
}

function startsWith(path: string, mark: string): boolean {
  const bytes = Buffer.alloc(mark.length);
  const file = openSync(path, "r");
  try {
    return readSync(file, bytes) === mark.length && bytes.toString("latin1") === mark;
  } finally {
    closeSync(file);
  }
}

async function openDatabase(path: string): Promise<Database> {
  const sql = await initSqlJs();
  return new sql.Database(readFileSync(path));
}

function* packetsOfSqlite(database: Database, lacks: (text: string) => void): Generator<RecordedPacket> {
  try {
    const found = columnsOf(database);
    const where = `table "${SQL_TABLE}"`;
    requireColumns(found, SQL_NAMES, where, lacks);
    const names = COLUMNS.map((column) => (found.includes(SQL_NAMES[column]) ? SQL_NAMES[column] : "NULL"));
    const statement = database.prepare(`SELECT ${names.join(", ")} FROM ${SQL_TABLE}`);
    for (let row = 1; statement.step(); row++)
      yield packetOf(statement.get(), SQL_NAMES, `row ${row} of ${where}`);
  } catch (error) {
    if (error instanceof WrongRecording) throw error;
    throw new WrongRecording(`is a damaged SQLite file: ${error instanceof Error ? error.message : error}`);
  } finally {
    database.close();
  }
}

function columnsOf(database: Database): string[] {
  const tables = (
    database.exec("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")[0]?.values ?? []
  )
    .flat()
    .map(String);
  if (!tables.includes(SQL_TABLE))
    throw new WrongRecording(`has no table "${SQL_TABLE}"; it has ${tables.join(", ") || "none"}`);
  const [info] = database.exec(`SELECT name FROM pragma_table_info('${SQL_TABLE}')`);
  return (info?.values ?? []).flat().map(String);
}

function* packetsOfCsv(path: string, lacks: (text: string) => void): Generator<RecordedPacket> {
  const lines = linesOf(path);
  const header = (lines.next().value ?? "")
    .replace(/^\uFEFF/, "")
    .split(",")
    .map((name) => name.trim());
  if (!Object.values(CSV_NAMES).some((name) => header.includes(name)))
    throw new WrongRecording(
      `is neither SQLite nor CSV with the columns ${Object.values(CSV_NAMES).join(", ")}`,
    );
  requireColumns(header, CSV_NAMES, "header line", lacks);
  const places = COLUMNS.map((column) => header.indexOf(CSV_NAMES[column]));
  let number = 1;
  for (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    const cells = line.split(",");
    if (cells.length !== header.length)
      throw new WrongRecording(`line ${number} has ${cells.length} cells, the header line ${header.length}`);
    const values = places.map((place) => cells[place]?.trim() ?? null);
    yield packetOf(values, CSV_NAMES, `line ${number}`);
  }
}

/** Lines of a text, one after the other: no more than a piece of the file is in memory. */
function* linesOf(path: string): Generator<string, undefined> {
  const file = openSync(path, "r");
  const decoder = new StringDecoder("utf8");
  const bytes = Buffer.alloc(PIECE_BYTES);
  try {
    let rest = "";
    for (let length = readSync(file, bytes); length > 0; length = readSync(file, bytes)) {
      const lines = (rest + decoder.write(bytes.subarray(0, length))).split(/\r?\n/);
      rest = lines.pop()!;
      yield* lines;
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

/** Without distances nobody is known to have been near, but what was heard can be looked at. */
function requireColumns(
  found: readonly string[],
  names: typeof SQL_NAMES,
  where: string,
  lacks: (text: string) => void,
): void {
  const missing = COLUMNS.filter((column) => !found.includes(names[column]));
  if (missing.length === 0) return;
  const quoted = missing.map((column) => `"${names[column]}"`).join(", ");
  const text = `has no column ${quoted} in its ${where}; it has ${found.join(", ").slice(0, 200)}`;
  if (missing.some((column) => column !== "distance")) throw new WrongRecording(text);
  lacks(text);
}

function packetOf(cells: readonly unknown[], names: typeof SQL_NAMES, where: string): RecordedPacket {
  const [receiver, transmitter, at, rssi, metres] = cells as [unknown, unknown, unknown, unknown, unknown];
  const number = (column: Column, value: unknown) => {
    const read = value === null || value === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(read)) throw new WrongRecording(`has no number in "${names[column]}" of ${where}`);
    return read;
  };
  const distance = metres === null || metres === "" ? undefined : number("distance", metres);
  return {
    receiver: String(receiver),
    transmitter: String(transmitter),
    at: number("timestamp", at),
    rssi: number("rssi", rssi),
    metres: distance === undefined || distance < 0 ? undefined : distance,
  };
}
