/** Judges the windows of one recording by one log, by both, and with shared peers: right ones, and for comparison wrong ones. */
import { fuseEpochs } from "../../../protocol/contact.ts";
import { SHARED_PEERS_WEIGHTS, type SharedPeers } from "../../../protocol/shared-peers.ts";
import { Stream } from "../../lib/random.ts";
import type { Judged } from "./curve.ts";
import { logsOf, peersOf, wrongPeersOf } from "./peers.ts";
import type { Recording } from "./recordings.ts";
import {
  oneSidedOf,
  type ReplayOptions,
  recordedEpochs,
  rowOf,
  sidesOf,
  type Window,
  windowsIn,
} from "./windows.ts";

/** Packets are drawn so many times where not all are heard, and wrong peers in any case. */
export const DRAWS = 10;

const OWN_LOSS = { sharedPeers: undefined };
const WITH_PEERS = { sharedPeers: SHARED_PEERS_WEIGHTS };

/** Judgements by draw. */
type Draws = readonly (readonly Judged[])[];

export interface Judgements {
  readonly one: Draws;
  readonly both: Draws;
  readonly shared: Draws;
  readonly wrong: Draws;
  /** Of a draw, windows of both with enough shared peers to say something. */
  readonly withPeers: number;
}

export interface JudgedScene extends Judgements {
  readonly file: string;
  readonly packets: number;
  readonly people: number;
  readonly hasDistances: boolean;
  /** Judged by what one log tells, since no window has two. */
  readonly isOneSided: boolean;
  /** Windows left out since one side alone heard enough. */
  readonly leftOneSided: number;
  readonly lacks: readonly string[];
}

/** Lists that grow as the recording is gone through. */
interface Growing {
  readonly one: Judged[][];
  readonly both: Judged[][];
  readonly shared: Judged[][];
  readonly wrong: Judged[][];
  readonly alone: Judged[][];
  withPeers: number;
  oneSided: number;
}

/** Goes through the recording once, epoch by epoch; `file` names it and its pairs. */
export function judgeRecording(file: string, recording: Recording, options: ReplayOptions): JudgedScene {
  const draws = options.perMinute === undefined ? 1 : DRAWS;
  const lists = (count: number) => Array.from({ length: count }, (): Judged[] => []);
  const found: Growing = {
    one: lists(draws),
    both: lists(draws),
    shared: lists(draws),
    wrong: lists(DRAWS),
    alone: lists(draws),
    withPeers: 0,
    oneSided: 0,
  };
  const people = new Set<string>();
  const names = new Map<string, string>();
  // A pair's name is kept once, however many windows it has.
  const nameOf = (pair: string) => {
    const name = names.get(pair) ?? `${file} ${pair}`;
    names.set(pair, name);
    return name;
  };
  for (const epoch of recordedEpochs(recording)) {
    for (const { receiver, transmitter } of epoch.directions) people.add(receiver).add(transmitter);
    for (let draw = 0; draw < draws; draw++) {
      const windows = windowsIn(epoch, recording.hasDistances, { ...options, seed: options.seed + draw });
      judgeEpoch(windows, draw, { found, options, nameOf });
    }
  }
  const isOneSided = found.both[0]!.length === 0 && found.alone[0]!.length > 0;
  return {
    file,
    packets: recording.count,
    people: people.size,
    hasDistances: recording.hasDistances,
    lacks: recording.lacks,
    isOneSided,
    leftOneSided: isOneSided ? 0 : found.oneSided,
    one: isOneSided ? found.alone : found.one,
    both: found.both,
    shared: found.shared,
    wrong: found.wrong,
    withPeers: found.withPeers,
  };
}

interface EpochJudge {
  readonly found: Growing;
  readonly options: ReplayOptions;
  readonly nameOf: (pair: string) => string;
}

function judgeEpoch(windows: readonly Window[], draw: number, { found, options, nameOf }: EpochJudge): void {
  const { powerAtOneMetre, seed } = options;
  const logs = logsOf(windows, powerAtOneMetre);
  for (const { pair, epoch, windows: sides, truth } of sidesOf(windows)) {
    if (truth === undefined) continue;
    const about = { near: truth === "near", pair: nameOf(pair) };
    const rows = [rowOf(sides[0], "case", powerAtOneMetre), rowOf(sides[1], "contact", powerAtOneMetre)];
    const judged = (peers: SharedPeers | undefined): Judged => {
      const byEpoch = new Map(peers ? [[epoch, peers]] : []);
      return { ...about, loss: fuseEpochs(rows, WITH_PEERS, byEpoch)[0]!.loss };
    };
    for (const row of rows) found.one[draw]!.push({ ...about, loss: fuseEpochs([row], OWN_LOSS)[0]!.loss });
    found.both[draw]!.push({ ...about, loss: fuseEpochs(rows, OWN_LOSS)[0]!.loss });
    const two = [sides[0].receiver, sides[1].receiver] as const;
    const peers = peersOf(logs, two, SHARED_PEERS_WEIGHTS);
    if (peers && draw === 0) found.withPeers++;
    found.shared[draw]!.push(judged(peers));
    // Of one draw of packets as many draws of wrong peers, so that both comparisons rest on equally many.
    for (let k = draw; k < DRAWS; k += found.both.length) {
      const stream = new Stream(seed + k, 3, epoch, found.both[draw]!.length);
      found.wrong[k]!.push(judged(wrongPeersOf(logs, two, SHARED_PEERS_WEIGHTS, stream)));
    }
  }
  for (const { pair, window, truth } of oneSidedOf(windows)) {
    if (truth === undefined) continue;
    if (draw === 0) found.oneSided++;
    const row = rowOf(window, "case", powerAtOneMetre);
    const { loss } = fuseEpochs([row], OWN_LOSS)[0]!;
    found.alone[draw]!.push({ near: truth === "near", pair: nameOf(pair), loss });
  }
}
