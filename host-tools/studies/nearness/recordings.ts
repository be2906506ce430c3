/**
 * Reads recorded RSSI: who heard whom, when, how strongly, and how far apart they were. Two forms:
 * - SQLite with a table `results`, as DP-3T's bt-measurements publishes it;
 * - CSV with a header line `receiver,transmitter,timestamp_ms,rssi,distance_m`.
 */
import { readFileSync } from "node:fs";
import initSqlJs, { type Database } from "sql.js";

/** The file is not one of these tables; the message says what is missing, without the file's name. */
export class WrongRecording extends Error {
  override readonly name = "WrongRecording";
}

export interface RecordedPacket {
  readonly receiver: string;
  readonly transmitter: string;
  /** Milliseconds. */
  readonly at: number;
  /** dBm. */
  readonly rssi: number;
  /** Undefined where nobody measured it: NULL, empty or negative in the file. */
  readonly metres: number | undefined;
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

/** Packets ascending by time. Throws WrongRecording, or the file system's error. */
export async function readRecording(path: string): Promise<RecordedPacket[]> {
  const bytes = readFileSync(path);
  const isSqlite = bytes.subarray(0, SQLITE_MARK.length).toString("latin1") === SQLITE_MARK;
  const packets = isSqlite ? await packetsOfSqlite(bytes) : packetsOfCsv(bytes.toString("utf8"));
  if (packets.length === 0) throw new WrongRecording("holds no packet");
  return packets.sort((a, b) => a.at - b.at);
}

async function packetsOfSqlite(bytes: Uint8Array): Promise<RecordedPacket[]> {
  const sql = await initSqlJs();
  const database = new sql.Database(bytes);
  try {
    requireColumns(columnsOf(database), SQL_NAMES, `table "${SQL_TABLE}"`);
    const names = COLUMNS.map((column) => SQL_NAMES[column]).join(", ");
    const rows = database.exec(`SELECT ${names} FROM ${SQL_TABLE}`)[0]?.values ?? [];
    return rows.map((row, i) => packetOf(row, SQL_NAMES, `row ${i + 1} of table "${SQL_TABLE}"`));
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

function packetsOfCsv(text: string): RecordedPacket[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const header = lines[0]!.split(",").map((name) => name.trim());
  if (!Object.values(CSV_NAMES).some((name) => header.includes(name)))
    throw new WrongRecording(
      `is neither SQLite nor CSV with the columns ${Object.values(CSV_NAMES).join(", ")}`,
    );
  requireColumns(header, CSV_NAMES, "header line");
  const places = COLUMNS.map((column) => header.indexOf(CSV_NAMES[column]));
  return lines.slice(1).flatMap((line, i) => {
    if (line.trim() === "") return [];
    const cells = line.split(",");
    if (cells.length !== header.length)
      throw new WrongRecording(`line ${i + 2} has ${cells.length} cells, the header line ${header.length}`);
    return packetOf(
      places.map((place) => cells[place]!.trim()),
      CSV_NAMES,
      `line ${i + 2}`,
    );
  });
}

function requireColumns(found: readonly string[], names: typeof SQL_NAMES, where: string): void {
  const missing = COLUMNS.map((column) => names[column]).filter((name) => !found.includes(name));
  if (missing.length > 0)
    throw new WrongRecording(
      `has no column ${missing.map((name) => `"${name}"`).join(", ")} in its ${where}; it has ${found.join(", ").slice(0, 200)}`,
    );
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
