/** The logs that the tokens of a recording would have written in one epoch, and what two of them have in common. */
import { lossOf } from "../../../protocol/contact.ts";
import {
  type HeardLosses,
  type SharedPeers,
  type SharedPeersWeights,
  sharedPeersOf,
} from "../../../protocol/shared-peers.ts";
import type { Stream } from "../../lib/random.ts";
import { rowOf, type Window } from "./windows.ts";

/** Whom each receiver holds at which loss, dB. A token holds itself in no log, so no pair is among its own peers. */
type EpochLogs = ReadonlyMap<string, HeardLosses<string>>;

/** `windows` are of one epoch. */
export function logsOf(windows: readonly Window[], powerAtOneMetre: number): EpochLogs {
  const logs = new Map<string, Map<string, number>>();
  for (const window of windows) {
    const log = logs.get(window.receiver) ?? new Map<string, number>();
    logs.set(window.receiver, log);
    log.set(window.transmitter, lossOf(rowOf(window, "case", powerAtOneMetre)));
  }
  return logs;
}

const NOBODY: HeardLosses<string> = new Map();

export function peersOf(
  logs: EpochLogs,
  [one, other]: readonly [string, string],
  weights: SharedPeersWeights,
): SharedPeers | undefined {
  return sharedPeersOf(logs.get(one) ?? NOBODY, logs.get(other) ?? NOBODY, weights);
}

/** The same losses, but those of the other log's shared peers are each a wrong one's: what is left is no evidence of the peers. */
export function wrongPeersOf(
  logs: EpochLogs,
  [one, other]: readonly [string, string],
  weights: SharedPeersWeights,
  stream: Stream,
): SharedPeers | undefined {
  const own = logs.get(one) ?? NOBODY;
  const shared = [...(logs.get(other) ?? NOBODY)].filter(([peer]) => own.has(peer));
  const losses = stream.shuffled(shared.map(([, loss]) => loss));
  return sharedPeersOf(own, new Map(shared.map(([peer], i) => [peer, losses[i]!])), weights);
}
