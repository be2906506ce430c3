/**
 * The world's places and radio beside the recordings that they are to be like: the same figures of both, by the same functions.
 *   BLUEZONE_DATASETS=<folder> node --import tsx host-tools/studies/plane/validate.ts [--seeds 1,2,3,4] [--json]
 * Without the folder the recordings' column is left out.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { markdownTable } from "../../lib/markdown-table.ts";
import { mean } from "../../lib/statistics.ts";
import { type RadioParameters, WEARINGS } from "../../world/radio-parameters.ts";
import type { RecordedPacket } from "../nearness/recorded-packet.ts";
import { readRecording } from "../nearness/recordings.ts";
import { scoreRecordings } from "../nearness/score.ts";
import { distanceFit } from "../radio-fit/fit.ts";
import { changeSeconds, slowVariance, spreadFit } from "../radio-fit/fit-spread.ts";
import type { MeasuredPacket } from "../radio-fit/recorded-rssi.ts";
import { MADE_OF, MADE_SCENES, type MadeOf, madeRecording } from "./made-recordings.ts";
import { type WindowBand, type WindowFigures, windowFigures } from "./window-figures.ts";

/** Of the recorded phones: the boards' power at 1 m less the 20 dB by which they were turned down (docs/SUMMARY.md). */
const POWER = -79;
const PER_MINUTE = 2;

interface Likeness {
  readonly packets: number;
  readonly exponent: number;
  /** Spread of packets' losses beyond the way, and of what it is made: wearers, minutes, packets; dB. */
  readonly lossSd: number;
  readonly wearerSd: number;
  readonly slowSd: number;
  readonly changeSeconds: number;
  /** Near told from far in a window, mean over the scenes. */
  readonly aucOneLog: number;
  readonly aucBothLogs: number;
  readonly peers: WindowFigures;
}

/** The figures of scenes, each a recording with distances. */
export function figuresOfScenes(scenes: readonly (readonly RecordedPacket[])[]): Likeness {
  const measured = scenes.map((packets) => measuredOf(packets));
  const fit = distanceFit(measured);
  const spreads = measured.map((packets, i) => spreadFit(packets, fit.levels[i]!, fit.exponent));
  const options = { powerAtOneMetre: POWER, everyPacket: false, perMinute: PER_MINUTE, seed: 1 };
  const scores = scenes.map((packets) => scoreRecordings([{ file: "", packets }], options).all);
  return {
    packets: measured.reduce((sum, packets) => sum + packets.length, 0),
    exponent: fit.exponent,
    lossSd: fit.sd,
    wearerSd: mean(spreads.map(({ wearerSd }) => wearerSd)),
    slowSd: Math.sqrt(mean(spreads.map(slowVariance))),
    changeSeconds: Math.exp(mean(spreads.map((spread) => Math.log(changeSeconds(spread))))),
    aucOneLog: mean(scores.flatMap(({ aucOneLog }) => aucOneLog ?? [])),
    aucBothLogs: mean(scores.flatMap(({ aucBothLogs }) => aucBothLogs ?? [])),
    peers: windowFigures(scenes, options),
  };
}

function measuredOf(packets: readonly RecordedPacket[]): MeasuredPacket[] {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  return packets.flatMap(({ receiver, transmitter, at, rssi, metres }) =>
    metres === undefined || metres === 0
      ? []
      : [{ receiver: numberOf(receiver), transmitter: numberOf(transmitter), at: at / 1000, rssi, metres }],
  );
}

/** Both made scenes, over the seeds. */
const madeLikeness = (madeOf: MadeOf, parameters: RadioParameters, seeds: readonly number[]): Likeness =>
  figuresOfScenes(
    Object.values(MADE_SCENES).flatMap((scene) =>
      seeds.map((seed) => madeRecording(scene, madeOf, parameters, { seed, power: POWER })),
    ),
  );

const RECORDED = ["scenario01-lunch", "scenario03-office"];

async function recordedLikeness(datasets: string): Promise<Likeness> {
  const files = RECORDED.map((scene) => join(datasets, "dp3t-exp05", `${scene}.sqlite`));
  return figuresOfScenes(await Promise.all(files.map(readRecording)));
}

const two = (x: number) => x.toFixed(2);
const one = (x: number) => x.toFixed(1);
const told = (value: number | undefined, text: (value: number) => string) =>
  value === undefined ? "–" : text(value);
const bands =
  (text: (band: WindowBand) => string) =>
  ({ peers }: Likeness) =>
    peers.byMetres.map(text).join(" ");
const ROWS: readonly (readonly [string, (likeness: Likeness) => string])[] = [
  ["packets with a distance", ({ packets }) => String(packets)],
  ["path-loss exponent", ({ exponent }) => two(exponent)],
  ["losses beyond the way, spread, dB", ({ lossSd }) => one(lossSd)],
  ["of it: wearers", ({ wearerSd }) => one(wearerSd)],
  ["of it: what changes over minutes", ({ slowSd }) => one(slowSd)],
  ["over how long, s", ({ changeSeconds: seconds }) => seconds.toFixed(0)],
  ["AUC per window, one log / both", (l) => `${two(l.aucOneLog)} / ${two(l.aucBothLogs)}`],
  ["losses of windows about a line over the distance, spread, dB", ({ peers }) => one(peers.residualSd)],
  ["what is left where wearers' offsets are known", ({ peers }) => one(peers.residualSdWithoutOffsets)],
  ["windows at under 1, 2, 3, 4, 6 m and beyond", bands(({ windows }) => String(windows))],
  ["loss of both logs there, median, dB", bands(({ loss }) => told(loss, one))],
  ["its spread, dB", bands(({ lossSd }) => told(lossSd, one))],
  ["shared peers, median", ({ peers }) => String(peers.peers)],
  ["r of shared peers, near / far windows", ({ peers }) => `${two(peers.near)} / ${two(peers.far)}`],
  ["AUC of r alone", ({ peers }) => (peers.auc === null ? "–" : two(peers.auc))],
  ["r at under 1, 2, 3, 4, 6 m and beyond", bands(({ correlation }) => told(correlation, two))],
  ["its spread", bands(({ correlationSd }) => told(correlationSd, two))],
  ["loss and r at one distance, correlation", ({ peers }) => two(peers.together)],
];

if (process.argv[1]?.endsWith("validate.ts")) {
  const { values } = parseArgs({
    options: { json: { type: "boolean" }, seeds: { type: "string", default: "1,2,3,4" } },
  });
  const seeds = values.seeds.split(",").map(Number);
  const datasets = process.env.BLUEZONE_DATASETS;
  const columns: Record<string, Likeness> = {};
  if (datasets) columns.recorded = await recordedLikeness(datasets);
  for (const madeOf of MADE_OF) columns[madeOf] = madeLikeness(madeOf, WEARINGS.anyhow, seeds);
  columns["plane, lanyards"] = madeLikeness("plane", WEARINGS.lanyards, seeds);
  if (values.json) console.log(JSON.stringify({ seeds, likeness: columns }));
  else
    console.log(
      markdownTable([
        ["", ...Object.keys(columns)],
        ...ROWS.map(([name, text]) => [name, ...Object.values(columns).map(text)]),
      ]),
    );
}
