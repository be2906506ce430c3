/**
 * Readers of the recorded RSSI that the radio is fitted to. Folders are laid out as their publishers and the fitting script
 * expect them: `nrf52-static-6ft`, `nrf52-channels`, `dp3t-exp05`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import initSqlJs from "sql.js";

/** RSSI of one phone on one body at 6 ft, the wearer standing at one angle to the receiver. */
export interface StandingRun {
  readonly environment: string;
  readonly degrees: number;
  /** How the phone is carried. */
  readonly device: string;
  readonly rssi: readonly number[];
}

/** Static nRF52 recordings at 6 ft (MIT Lincoln Laboratory): runs of the connectable adverts of the four phones. */
export function readStandingRuns(datasets: string): StandingRun[] {
  const path = join(datasets, "nrf52-static-6ft", "nrf52_static_6ft.csv.gz");
  const runs = new Map<string, { environment: string; degrees: number; device: string; rssi: number[] }>();
  for (const line of linesOf(path).slice(1)) {
    const [environment, degrees, , , device, rssi, , type] = line.split(",") as string[];
    if (type !== "0" || !/^TestPhone[1-4]$/.test(device ?? "")) continue;
    const key = `${environment}|${degrees}|${device}`;
    const run = runs.get(key) ?? {
      environment: environment!,
      degrees: Number(degrees),
      device: device!,
      rssi: [],
    };
    run.rssi.push(Number(rssi));
    runs.set(key, run);
  }
  return [...runs.values()].filter((run) => run.rssi.length >= 100);
}

/** RSSI of the busiest address of one anechoic recording, by advertising channel 37, 38, 39. */
export type ChannelRun = readonly [readonly number[], readonly number[], readonly number[]];

/** Recordings of one phone turned to one angle in an anechoic chamber, channels apart (MIT Lincoln Laboratory). */
export function readChannelRuns(datasets: string): ChannelRun[] {
  const folder = join(datasets, "nrf52-channels");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".csv.gz"),
  );
  return files.sort().map((name) => busiest(linesOf(join(folder, name))));
}

function busiest(lines: readonly string[]): ChannelRun {
  const byAddress = new Map<string, [number[], number[], number[]]>();
  for (const line of lines) {
    const [, kind, address, rssi, , , channel] = line.split(",") as string[];
    const index = Number(channel) - 37;
    if (kind !== "Bluetooth" || !(index >= 0 && index <= 2)) continue;
    const run = byAddress.get(address!) ?? [[], [], []];
    run[index as 0 | 1 | 2].push(Number(rssi));
    byAddress.set(address!, run);
  }
  const size = (run: ChannelRun) => run[0].length + run[1].length + run[2].length;
  return [...byAddress.values()].reduce((best, run) => (size(run) > size(best) ? run : best), [[], [], []]);
}

/** One packet between two phones on bodies, the distance known from cameras. */
export interface MeasuredPacket {
  readonly receiver: number;
  readonly transmitter: number;
  /** Seconds. */
  readonly at: number;
  readonly rssi: number;
  readonly metres: number;
}

/** The scenes of DP-3T experiment 05 that have distances: lunch and office. */
export async function readMeasuredScenes(datasets: string): Promise<MeasuredPacket[][]> {
  const sql = await initSqlJs();
  return ["scenario01-lunch.sqlite", "scenario03-office.sqlite"].map((file) => {
    const database = new sql.Database(readFileSync(join(datasets, "dp3t-exp05", file)));
    const [table] = database.exec(
      "SELECT receiver_id, transmitter_id, timestamp, rssi, ground_truth_distance FROM results " +
        "WHERE ground_truth_distance > 0 ORDER BY timestamp",
    );
    database.close();
    return (table?.values ?? []).map((row) => {
      const [receiver, transmitter, milliseconds, rssi, metres] = row.map(Number) as [
        number,
        number,
        number,
        number,
        number,
      ];
      return { receiver, transmitter, at: milliseconds / 1000, rssi, metres };
    });
  });
}

const linesOf = (path: string): string[] =>
  gunzipSync(readFileSync(path)).toString("utf8").trim().split(/\r?\n/);
