/** Statistics that split the spread of recorded RSSI into wearers, minutes and packets. Pure functions; variances in dB^2. */
import { mean, variance } from "../../lib/statistics.ts";
import type { MeasuredPacket } from "./recorded-rssi.ts";

interface SpreadFit {
  /** Between wearers: their mean as receivers and as transmitters. */
  readonly wearerSd: number;
  /** Left after distance and wearers. */
  readonly restVariance: number;
  /** Half the mean squared difference of one pair's packets by lag. */
  readonly variogram: readonly {
    readonly lag: readonly [number, number];
    readonly value: number;
    readonly pairs: number;
  }[];
}

/** Lags of the variogram, seconds. */
const LAGS: readonly (readonly [number, number])[] = [
  [0, 0.6],
  [4, 12],
  [12, 30],
  [30, 60],
  [60, 120],
  [120, 240],
  [240, 480],
  [480, 900],
  [900, 1800],
];

/** Splits what distance does not explain in a scene into wearers, pairs and time. */
export function spreadFit(packets: readonly MeasuredPacket[], level: number, exponent: number): SpreadFit {
  const residuals = packets.map(({ rssi, metres }) => rssi - level + 10 * exponent * Math.log10(metres));
  const byReceiver = effects(
    packets.map(({ receiver }) => receiver),
    residuals,
  );
  const once = residuals.map((value, i) => value - byReceiver.get(packets[i]!.receiver)!);
  const byTransmitter = effects(
    packets.map(({ transmitter }) => transmitter),
    once,
  );
  const rest = once.map((value, i) => value - byTransmitter.get(packets[i]!.transmitter)!);
  const wearers = (variance([...byReceiver.values()]) + variance([...byTransmitter.values()])) / 2;
  return { wearerSd: Math.sqrt(wearers), restVariance: variance(rest), variogram: variogram(packets, rest) };
}

/** Mean of the values by key. */
function effects(keys: readonly number[], values: readonly number[]): Map<number, number> {
  const lists = new Map<number, number[]>();
  keys.forEach((key, i) => {
    const list = lists.get(key);
    if (list) list.push(values[i]!);
    else lists.set(key, [values[i]!]);
  });
  return new Map([...lists].map(([key, list]) => [key, mean(list)]));
}

function variogram(packets: readonly MeasuredPacket[], values: readonly number[]): SpreadFit["variogram"] {
  const series = new Map<string, { at: number; value: number }[]>();
  packets.forEach(({ receiver, transmitter, at }, i) => {
    const key = `${receiver} ${transmitter}`;
    const list = series.get(key);
    if (list) list.push({ at, value: values[i]! });
    else series.set(key, [{ at, value: values[i]! }]);
  });
  return LAGS.map((lag) => {
    let sum = 0;
    let pairs = 0;
    for (const list of series.values()) {
      for (let i = 0; i < list.length; i++) {
        for (let j = i + 1; j < list.length && list[j]!.at - list[i]!.at < lag[1]; j++) {
          if (list[j]!.at - list[i]!.at < lag[0]) continue;
          sum += (list[j]!.value - list[i]!.value) ** 2 / 2;
          pairs++;
        }
      }
    }
    return { lag, value: sum / pairs, pairs };
  });
}

/**
 * Time over which the slow part of the spread changes, seconds: twice the lag at which the variogram has risen half way from
 * its value at some seconds to the whole variance (the lag at which a level that jumps every so often has done so).
 */
export function changeSeconds({ variogram: points, restVariance }: SpreadFit): number {
  const half = (points[1]!.value + restVariance) / 2;
  const middle = ([from, to]: readonly [number, number]) => (from + to) / 2;
  const next = Math.max(
    2,
    points.findIndex(({ value }, i) => i > 1 && value >= half),
  );
  const before = points[next - 1]!;
  const after = points[next]!;
  const share = Math.min(1, Math.max(0, (half - before.value) / (after.value - before.value)));
  return 2 * (middle(before.lag) + share * (middle(after.lag) - middle(before.lag)));
}

/** Part of the variance that changes over minutes: all that is left less what is there after some seconds. */
export const slowVariance = ({ variogram: points, restVariance }: SpreadFit): number =>
  Math.max(0, restVariance - points[1]!.value);
