/** What windows of pairs come to by distance: the loss of both logs, and the correlation of the losses at which both hold their shared peers. */
import { fuseEpochs } from "../../../protocol/contact.ts";
import { SHARED_PEERS_WEIGHTS } from "../../../protocol/shared-peers.ts";
import { mean, quantile, variance } from "../../lib/statistics.ts";
import { areaUnderCurve } from "../nearness/curve.ts";
import { logsOf, peersOf } from "../nearness/peers.ts";
import type { RecordedPacket } from "../nearness/recorded-packet.ts";
import { recordingOf } from "../nearness/recordings.ts";
import { type ReplayOptions, recordedEpochs, rowOf, sidesOf, windowsIn } from "../nearness/windows.ts";

/** Everybody that both hold: the scenes are one room each. */
const EVERYBODY = { ...SHARED_PEERS_WEIGHTS, nearest: Number.POSITIVE_INFINITY };
const OWN_LOSS = { sharedPeers: undefined };

/** Windows whose median distance lies between `from` and `to`, metres. Undefined: too few to say. */
export interface WindowBand {
  readonly to: number;
  readonly windows: number;
  /** Loss of both logs: median, and spread; dB. */
  readonly loss: number | undefined;
  readonly lossSd: number | undefined;
  readonly correlation: number | undefined;
  readonly correlationSd: number | undefined;
}

export interface WindowFigures {
  /** Windows of pairs with enough shared peers, near or far. */
  readonly windows: number;
  /** Shared peers, median. */
  readonly peers: number;
  /** Mean correlation of near and of far windows. */
  readonly near: number;
  readonly far: number;
  /** Near told from far by the correlation alone. */
  readonly auc: number | null;
  /** Correlation of loss and r among the windows of one band, mean: how far both err together. */
  readonly together: number;
  /** Spread of the losses about a straight line over the logarithm of the distance, dB; and what is left when each wearer's offset of the quarter of an hour is known. */
  readonly residualSd: number;
  readonly residualSdWithoutOffsets: number;
  readonly byMetres: readonly WindowBand[];
}

const EDGES = [1, 2, 3, 4, 6, Number.POSITIVE_INFINITY];
const FEWEST = 5;

interface JudgedWindow {
  readonly truth: "near" | "far" | undefined;
  readonly loss: number;
  readonly correlation: number;
  readonly others: number;
  readonly metres: number;
  /** The two wearers in this quarter of an hour. */
  readonly wearers: readonly [string, string];
}

export function windowFigures(
  scenes: readonly (readonly RecordedPacket[])[],
  options: ReplayOptions,
): WindowFigures {
  const found = scenes.flatMap((packets, i) => judgedWindows(packets, i, options));
  const judged = found.filter(({ truth }) => truth !== undefined);
  const of = (truth: "near" | "far") =>
    mean(judged.filter((one) => one.truth === truth).map(({ correlation }) => correlation));
  const bands = EDGES.map((to, i) =>
    found.filter(({ metres }) => metres < to && metres >= (EDGES[i - 1] ?? 0)),
  );
  const residuals = residualsOf(found);
  return {
    windows: judged.length,
    peers: quantile(
      found.map(({ others }) => others),
      0.5,
    ),
    near: of("near"),
    far: of("far"),
    auc: areaUnderCurve(
      judged.map(({ truth, correlation }) => ({ near: truth === "near", loss: -correlation })),
    ),
    together: withinBands(bands),
    residualSd: deviation(residuals),
    residualSdWithoutOffsets: deviation(withoutOffsets(found, residuals)),
    byMetres: bands.map((band, i) => bandOf(EDGES[i]!, band)),
  };
}

const deviation = (values: readonly number[]): number => Math.sqrt(variance(values));

function bandOf(to: number, band: readonly JudgedWindow[]): WindowBand {
  const windows = band.length;
  if (windows < FEWEST)
    return {
      to,
      windows,
      loss: undefined,
      lossSd: undefined,
      correlation: undefined,
      correlationSd: undefined,
    };
  const losses = band.map(({ loss }) => loss);
  const correlations = band.map(({ correlation }) => correlation);
  return {
    to,
    windows,
    loss: quantile(losses, 0.5),
    lossSd: deviation(losses),
    correlation: mean(correlations),
    correlationSd: deviation(correlations),
  };
}

/** Pearson's of loss and r about the means of their band, over all bands. */
function withinBands(bands: readonly (readonly JudgedWindow[])[]): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (const band of bands) {
    const [x, y] = [mean(band.map(({ loss }) => loss)), mean(band.map(({ correlation }) => correlation))];
    for (const { loss, correlation } of band) {
      xx += (loss - x) ** 2;
      yy += (correlation - y) ** 2;
      xy += (loss - x) * (correlation - y);
    }
  }
  return xy / Math.sqrt(xx * yy);
}

/** What a least-squares line over the logarithm of the distance leaves of the losses. */
function residualsOf(windows: readonly JudgedWindow[]): number[] {
  const x = windows.map(({ metres }) => Math.log10(Math.max(0.3, metres)));
  const y = windows.map(({ loss }) => loss);
  const [mx, my] = [mean(x), mean(y)];
  const slope = mean(x.map((value, i) => (value - mx) * (y[i]! - my))) / mean(x.map((v) => (v - mx) ** 2));
  return y.map((value, i) => value - my - slope * (x[i]! - mx));
}

/** Shrinks the offset of a wearer who has few windows. */
const RIDGE = 2;
const ROUNDS = 30;

/** The residuals less the offsets of both wearers, fitted to the residuals of their other windows. */
function withoutOffsets(windows: readonly JudgedWindow[], residuals: readonly number[]): number[] {
  const offsets = new Map<string, number>();
  const own = new Map<string, number[]>();
  windows.forEach(({ wearers }, i) => {
    for (const wearer of wearers) own.set(wearer, [...(own.get(wearer) ?? []), i]);
  });
  const offsetOf = (wearer: string) => offsets.get(wearer) ?? 0;
  const sumFor = (wearer: string, indices: readonly number[]) =>
    indices.reduce((sum, i) => {
      const [one, other] = windows[i]!.wearers;
      return sum + residuals[i]! - offsetOf(one === wearer ? other : one);
    }, 0);
  for (let round = 0; round < ROUNDS; round++)
    for (const [wearer, indices] of own)
      offsets.set(wearer, sumFor(wearer, indices) / (indices.length + RIDGE));
  return windows.map(({ wearers }, i) => {
    // A window takes no part in the offsets that it is judged by.
    const without = wearers.map((wearer) => {
      const others = own.get(wearer)!.filter((k) => k !== i);
      return sumFor(wearer, others) / (others.length + RIDGE);
    });
    return residuals[i]! - without[0]! - without[1]!;
  });
}

function judgedWindows(
  packets: readonly RecordedPacket[],
  scene: number,
  options: ReplayOptions,
): JudgedWindow[] {
  const recording = recordingOf(packets);
  return [...recordedEpochs(recording)].flatMap((epoch) => {
    const windows = windowsIn(epoch, recording.hasDistances, options);
    const logs = logsOf(windows, options.powerAtOneMetre);
    return sidesOf(windows).flatMap(({ windows: [one, other], truth }) => {
      const shared = peersOf(logs, [one.receiver, other.receiver], EVERYBODY);
      if (!shared) return [];
      const rows = [
        rowOf(one, "case", options.powerAtOneMetre),
        rowOf(other, "contact", options.powerAtOneMetre),
      ];
      const metres = quantile(
        one.packets.flatMap((packet) => packet.metres ?? []),
        0.5,
      );
      const wearers = [one, other].map(({ receiver }) => `${scene} ${epoch.epoch} ${receiver}`);
      return [
        {
          truth,
          loss: fuseEpochs(rows, OWN_LOSS)[0]!.loss,
          correlation: shared.correlation,
          others: shared.others,
          metres,
          wearers: [wearers[0]!, wearers[1]!] as const,
        },
      ];
    });
  });
}
