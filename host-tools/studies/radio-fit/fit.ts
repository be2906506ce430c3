/** Statistics that turn recorded RSSI into the parameters of the radio. Pure functions; every spread is a standard deviation in dB. */
import { mean, variance } from "../../lib/statistics.ts";
import type { ChannelRun, MeasuredPacket, StandingRun } from "./recorded-rssi.ts";

/** Spread of the mean RSSI between the three channels of one standing pair. */
export function channelSpread(runs: readonly ChannelRun[]): number {
  return Math.sqrt(mean(runs.map((run) => variance(run.map(mean)))));
}

/** Spread from packet to packet of one standing pair, beyond the spread between channels (its packets came on all three). */
export function packetSpread(runs: readonly StandingRun[], channelSd: number): number {
  return Math.sqrt(Math.max(0, mean(runs.map((run) => variance(run.rssi))) - channelSd ** 2));
}

/** Mean loss from `open` to `walled` over phones and angles that both have. */
export function wallLoss(open: readonly StandingRun[], walled: readonly StandingRun[]): number {
  const losses = open.flatMap((run) => {
    const other = walled.find((walls) => walls.device === run.device && walls.degrees === run.degrees);
    return other ? [mean(run.rssi) - mean(other.rssi)] : [];
  });
  return mean(losses);
}

/**
 * Loss from the best to the worst angle of a wearer: the amplitude of a + b cos + c sin over the angles of each phone and place,
 * less what the scatter about that curve alone would give; root mean square over phones and places.
 */
export function bodyLoss(runs: readonly StandingRun[]): number {
  const groups = new Map<string, { degrees: number; level: number }[]>();
  for (const run of runs) {
    const key = `${run.environment}|${run.device}`;
    groups.set(key, [...(groups.get(key) ?? []), { degrees: run.degrees, level: mean(run.rssi) }]);
  }
  const whole = [...groups.values()].filter((angles) => angles.length === 8);
  return 2 * Math.sqrt(Math.max(0, mean(whole.map(squaredAmplitude))));
}

/** b^2 + c^2 for eight evenly spaced angles, less its expectation from the scatter of the levels. */
function squaredAmplitude(angles: readonly { degrees: number; level: number }[]): number {
  const a = mean(angles.map(({ level }) => level));
  const project = (wave: (x: number) => number) =>
    2 * mean(angles.map(({ degrees, level }) => (level - a) * wave((degrees * Math.PI) / 180)));
  const b = project(Math.cos);
  const c = project(Math.sin);
  const scatter = angles.reduce((sum, { degrees, level }) => {
    const x = (degrees * Math.PI) / 180;
    return sum + (level - a - b * Math.cos(x) - c * Math.sin(x)) ** 2;
  }, 0);
  const scatterVariance = scatter / (angles.length - 3);
  return b * b + c * c - (4 * scatterVariance) / angles.length;
}

interface DistanceFit {
  readonly exponent: number;
  /** Level at 1 m of each scene. */
  readonly levels: readonly number[];
  readonly sd: number;
}

/** Distances outside this are left out of the fit: nearer, the camera's error rules; further, there are too few packets. */
const FIT_METRES = [0.5, 10] as const;
/** Packets weaker than this are treated as never received: the phones lost most of them. */
export const TRUNCATION_DBM = -99;

/**
 * Level and exponent of log-distance loss by maximum likelihood of a normal distribution cut off at TRUNCATION_DBM (an
 * ordinary regression would take lost packets for strong ones). One exponent and spread, a level for each scene.
 */
export function distanceFit(scenes: readonly (readonly MeasuredPacket[])[]): DistanceFit {
  const tables = scenes.map(histogram);
  const cost = ([exponent, sd, ...levels]: readonly number[]): number =>
    sd! < 1
      ? Number.POSITIVE_INFINITY
      : tables.reduce((sum, table, i) => sum + misfit(table, levels[i]!, exponent!, sd!), 0);
  const start = [2, 8, ...scenes.map(() => -80)];
  const [exponent, sd, ...levels] = descend(cost, start, [0.5, 2, ...scenes.map(() => 4)]) as [
    number,
    number,
    ...number[],
  ];
  return { exponent, levels, sd };
}

interface Bin {
  readonly logMetres: number;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

function histogram(packets: readonly MeasuredPacket[]): Bin[] {
  const bins = new Map<number, number[]>();
  for (const { metres, rssi } of packets) {
    if (metres < FIT_METRES[0] || metres >= FIT_METRES[1] || rssi < TRUNCATION_DBM) continue;
    const bin = Math.round(Math.log10(metres) * 50);
    const list = bins.get(bin);
    if (list) list.push(rssi);
    else bins.set(bin, [rssi]);
  }
  return [...bins].map(([bin, list]) => ({
    logMetres: bin / 50,
    count: list.length,
    sum: list.reduce((sum, rssi) => sum + rssi, 0),
    sumOfSquares: list.reduce((sum, rssi) => sum + rssi * rssi, 0),
  }));
}

/** Negative log likelihood of the cut-off normal, up to a constant. */
function misfit(bins: readonly Bin[], level: number, exponent: number, sd: number): number {
  let total = 0;
  for (const { logMetres, count, sum, sumOfSquares } of bins) {
    const expected = level - 10 * exponent * logMetres;
    const squares = sumOfSquares - 2 * expected * sum + count * expected * expected;
    const received = 1 - normalBelow((TRUNCATION_DBM - 0.5 - expected) / sd);
    total += squares / (2 * sd * sd) + count * (Math.log(sd) + Math.log(Math.max(received, 1e-12)));
  }
  return total;
}

/** Distribution function of the standard normal (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  return z < 0 ? tail : 1 - tail;
}

/** Minimum of a smooth function by steps along the axes, halved until they are a thousandth of the first. */
function descend(
  cost: (x: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
): number[] {
  let best = [...start];
  let lowest = cost(best);
  for (let scale = 1; scale > 0.001; ) {
    let moved = false;
    for (let i = 0; i < best.length; i++) {
      for (const sign of [1, -1]) {
        const next = best.map((x, j) => (j === i ? x + sign * scale * steps[i]! : x));
        const value = cost(next);
        if (value < lowest) {
          best = next;
          lowest = value;
          moved = true;
        }
      }
    }
    if (!moved) scale /= 2;
  }
  return best;
}
