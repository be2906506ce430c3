/** Whether two who are near hear the same others equally strongly: the correlation of the losses at which both hold their shared peers. */
import { SHARED_PEERS_WEIGHTS } from "../../../protocol/shared-peers.ts";
import { mean, quantile } from "../../lib/statistics.ts";
import { areaUnderCurve } from "../nearness/curve.ts";
import { logsOf, peersOf } from "../nearness/peers.ts";
import type { RecordedPacket } from "../nearness/recorded-packet.ts";
import { recordingOf } from "../nearness/recordings.ts";
import { type ReplayOptions, recordedEpochs, sidesOf, windowsIn } from "../nearness/windows.ts";

/** Everybody that both hold: the scenes are one room each. */
const EVERYBODY = { ...SHARED_PEERS_WEIGHTS, nearest: Number.POSITIVE_INFINITY };

export interface PeerCorrelations {
  /** Windows of pairs with enough shared peers, near or far. */
  readonly windows: number;
  /** Mean correlation of near and of far windows. */
  readonly near: number;
  readonly far: number;
  /** Near told from far by the correlation alone. */
  readonly auc: number | null;
  /** Mean correlation by the median distance of the window, metres from 0 to 1, 2, 3, 4, 6 and beyond. */
  readonly byMetres: readonly {
    readonly to: number;
    readonly windows: number;
    readonly correlation: number;
  }[];
}

const EDGES = [1, 2, 3, 4, 6, Number.POSITIVE_INFINITY];

export function peerCorrelations(
  scenes: readonly (readonly RecordedPacket[])[],
  options: ReplayOptions,
): PeerCorrelations {
  const found = scenes.flatMap((packets) => correlations(packets, options));
  const judged = found.filter(({ truth }) => truth !== undefined);
  const of = (truth: "near" | "far") =>
    mean(judged.filter((one) => one.truth === truth).map(({ correlation }) => correlation));
  return {
    windows: judged.length,
    near: of("near"),
    far: of("far"),
    auc: areaUnderCurve(
      judged.map(({ truth, correlation }) => ({ near: truth === "near", loss: -correlation })),
    ),
    byMetres: EDGES.map((to, i) => {
      const band = found.filter(({ metres }) => metres < to && metres >= (EDGES[i - 1] ?? 0));
      return { to, windows: band.length, correlation: mean(band.map(({ correlation }) => correlation)) };
    }),
  };
}

function correlations(packets: readonly RecordedPacket[], options: ReplayOptions) {
  const recording = recordingOf(packets);
  return [...recordedEpochs(recording)].flatMap((epoch) => {
    const windows = windowsIn(epoch, recording.hasDistances, options);
    const logs = logsOf(windows, options.powerAtOneMetre);
    return sidesOf(windows).flatMap(({ windows: [one, other], truth }) => {
      const shared = peersOf(logs, [one.receiver, other.receiver], EVERYBODY);
      if (!shared) return [];
      const metres = quantile(
        one.packets.flatMap((packet) => packet.metres ?? []),
        0.5,
      );
      return [{ truth, correlation: shared.correlation, metres }];
    });
  });
}
