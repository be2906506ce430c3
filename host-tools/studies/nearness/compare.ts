/**
 * Measures the candidates for the record's four bytes on recordings; prints the tables of docs/SUMMARY.md:
 *   npx tsx host-tools/studies/nearness/compare.ts FILE...
 */

import { fileURLToPath } from "node:url";
import { mean } from "../../lib/statistics.ts";
import { areaUnderCurve, interval, type Judged } from "./curve.ts";
import type { RecordedPacket } from "./recorded-packet.ts";
import { readRecording } from "./recordings.ts";
import { STATISTICS } from "./statistics.ts";
import { type ReplayOptions, type Sides, sidesOf, sightingsOf, windowsOf } from "./windows.ts";

const POWER_AT_ONE_METRE = -79;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const PLAIN: ReplayOptions = {
  powerAtOneMetre: POWER_AT_ONE_METRE,
  everyPacket: false,
  perMinute: undefined,
  seed: 1,
};

type Fusion = (a: number, b: number) => number;
const average: Fusion = (a, b) => (a + b) / 2;
const FUSIONS: Readonly<Record<string, Fusion>> = {
  "mean of both": average,
  "the smaller loss": Math.min,
  "the larger loss": Math.max,
};

interface Logs {
  readonly one: readonly Judged[];
  readonly both: readonly Judged[];
}

/** Every statistic of every scored epoch. */
function judged(recordings: readonly RecordedPacket[][], options: ReplayOptions): Map<string, Logs> {
  const sides = recordings.flatMap((packets, i) =>
    sidesOf(windowsOf(packets, options)).map((side) => ({ ...side, pair: `${i} ${side.pair}` })),
  );
  return new Map(Object.keys(STATISTICS).map((name) => [name, logsOf(sides, name, options, average)]));
}

function logsOf(
  sides: readonly Sides[],
  name: string,
  { powerAtOneMetre }: ReplayOptions,
  fusion: Fusion,
): Logs {
  const one: Judged[] = [];
  const both: Judged[] = [];
  for (const { windows, pair, truth } of sides) {
    if (truth === undefined) continue;
    const about = { pair, near: truth === "near" };
    const losses = windows.map((window) => STATISTICS[name]!(sightingsOf(window, powerAtOneMetre)));
    for (const loss of losses) one.push({ ...about, loss });
    both.push({ ...about, loss: fusion(losses[0]!, losses[1]!) });
  }
  return { one, both };
}

const areas = ({ one, both }: Logs): [number, number] => [areaUnderCurve(one)!, areaUnderCurve(both)!];
const two = ([one, both]: readonly [number, number]) => `${one.toFixed(3)} / ${both.toFixed(3)}`;

function averageAreas(runs: readonly Map<string, Logs>[], name: string): [number, number] {
  const figures = runs.map((run) => areas(run.get(name)!));
  const over = (k: 0 | 1) => mean(figures.map((figure) => figure[k]));
  return [over(0), over(1)];
}

function printStatistics(recordings: readonly RecordedPacket[][]): void {
  const measured = judged(recordings, PLAIN);
  const scenes = recordings.map((recording) => judged([recording], PLAIN));
  const every = judged(recordings, { ...PLAIN, everyPacket: true });
  const thinned = [2, 1].map((perMinute) =>
    SEEDS.map((seed) => judged(recordings, { ...PLAIN, everyPacket: true, perMinute, seed })),
  );
  const columns = [
    "measured packets",
    ...scenes.map((_, i) => `scene ${i + 1}`),
    "every packet",
    "2 a minute",
    "1 a minute",
  ];
  console.log(`| AUC one log / both logs | ${columns.join(" | ")} |\n|---${"|---".repeat(columns.length)}|`);
  for (const name of Object.keys(STATISTICS)) {
    const cells = [measured, ...scenes, every].map((run) => areas(run.get(name)!));
    for (const runs of thinned) cells.push(averageAreas(runs, name));
    console.log(`| ${name} | ${cells.map(two).join(" | ")} |`);
  }
}

/** How much better the record is than another statistic, with the middle 95 % over pairs drawn anew. */
function printGains(recordings: readonly RecordedPacket[][]): void {
  console.log("\n| the record against | one log | both logs |\n|---|---|---|");
  const logs = judged(recordings, PLAIN);
  const record = logs.get([...logs.keys()].at(-1)!)!;
  for (const name of ["mean of all", "strongest"]) {
    const cells = (["one", "both"] as const).map((log) => {
      const other = logs.get(name)![log];
      const gain = ([ours, theirs]: readonly (number | null)[]) =>
        ours == null || theirs == null ? null : ours - theirs;
      const [low, high] = interval([record[log], other], gain, 1)!;
      const measured = gain([areaUnderCurve(record[log]), areaUnderCurve(other)])!;
      return `${measured.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
    });
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

function printFusions(recordings: readonly RecordedPacket[][]): void {
  console.log("\n| fusing both logs | AUC |\n|---|---|");
  const sides = recordings.flatMap((packets) => sidesOf(windowsOf(packets, PLAIN)));
  for (const [name, fusion] of Object.entries(FUSIONS)) {
    const { both } = logsOf(sides, Object.keys(STATISTICS).at(-1)!, PLAIN, fusion);
    console.log(`| ${name} | ${areaUnderCurve(both)!.toFixed(3)} |`);
  }
}

async function main(files: readonly string[]): Promise<void> {
  if (files.length === 0) {
    console.error("compare: name the recordings, such as scenario01-lunch.sqlite scenario03-office.sqlite");
    process.exit(2);
  }
  const recordings: RecordedPacket[][] = [];
  for (const file of files) recordings.push(await readRecording(file));
  printStatistics(recordings);
  printGains(recordings);
  printFusions(recordings);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
