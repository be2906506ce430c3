/** Recordings made up for tests, in both forms that classify reads. */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import initSqlJs from "sql.js";

interface MadePacket {
  readonly receiver: number;
  readonly transmitter: number;
  /** Milliseconds. */
  readonly at: number;
  readonly rssi: number;
  readonly metres: number | null;
}

/** Two people who hear each other at these strengths for one window, so many packets of each direction. */
export function pairInWindow(
  [a, b]: readonly [number, number],
  [aHearsB, bHearsA]: readonly [number, number],
  metres: number | null,
  { packets = 10, window = 0 } = {},
): MadePacket[] {
  return Array.from({ length: packets }, (_, i) => {
    const at = 1_600_000_000_123 + window * 900_000 + i * 60_000;
    return [
      { receiver: a, transmitter: b, at, rssi: aHearsB, metres },
      { receiver: b, transmitter: a, at: at + 7, rssi: bHearsA, metres },
    ];
  }).flat();
}

export function writeCsv(folder: string, name: string, packets: readonly MadePacket[]): string {
  const rows = packets.map((p) => [p.receiver, p.transmitter, p.at, p.rssi, p.metres ?? ""].join(","));
  return writeText(
    folder,
    name,
    ["receiver,transmitter,timestamp_ms,rssi,distance_m", ...rows, ""].join("\r\n"),
  );
}

export function writeText(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Eight people hear each other for as long as so many packets take, one log after the other: nothing is in the order of time. */
export function writeLongCsv(folder: string, name: string, packets: number): string {
  const people = 8;
  const path = writeText(folder, name, "receiver,transmitter,timestamp_ms,rssi,distance_m\n");
  const each = packets / people;
  for (let receiver = 0; receiver < people; receiver++) {
    const lines: string[] = [];
    for (let i = 0; i < each; i++) {
      const transmitter = (receiver + 1 + (i % (people - 1))) % people;
      const isNear = (receiver + transmitter) % 4 === 1;
      const at = 1_600_000_000_000 + i * 1000 + receiver;
      lines.push(`${receiver},${transmitter},${at},${-60 - ((i * 7) % 30)},${isNear ? 1 : 4}\n`);
    }
    appendFileSync(path, lines.join(""));
  }
  return path;
}

export const SQL_COLUMNS = ["receiver_id", "transmitter_id", "timestamp", "rssi", "ground_truth_distance"];

/** The table as DP-3T lays it out; another name or fewer columns make a wrong one. */
export async function writeSqlite(
  folder: string,
  name: string,
  packets: readonly MadePacket[],
  { table = "results", columns = SQL_COLUMNS } = {},
): Promise<string> {
  const sql = await initSqlJs();
  const database = new sql.Database();
  database.run(`CREATE TABLE ${table} (db_id INTEGER PRIMARY KEY, ${columns.join(", ")})`);
  const places = columns.map((column) => SQL_COLUMNS.indexOf(column));
  const insert = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
  for (const { receiver, transmitter, at, rssi, metres } of packets) {
    const values = [receiver, transmitter, at, rssi, metres];
    database.run(
      insert,
      places.map((place) => values[place]!),
    );
  }
  const path = join(folder, name);
  writeFileSync(path, database.export());
  database.close();
  return path;
}
