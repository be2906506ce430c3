/**
 * A recording cut into windows of an epoch, each turned into the record that a token would have written. What a window
 * is and when it counts as near or far follows the measurement that the record was chosen by (docs/SUMMARY.md).
 */
import type { PairRow } from "../../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { decodeRecord, encodeRecord, PREFIX_BYTES } from "../../../protocol/record.ts";
import { type Sighting, summarize } from "../../../protocol/summary.ts";
import { hashText, Stream } from "../../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import type { RecordedPacket } from "./recorded-packet.ts";
import { type Recording, recordingOf } from "./recordings.ts";

/** Windows with fewer packets are not judged; who was heard so little is a peer that both logs may hold all the same. */
const FEWEST_PACKETS = 5;
const NEAR_METRES = 2;
/** Shares of a window's packets under two metres from which, and up to which, it counts as near and as far. */
const NEAR_SHARE = 0.8;
const FAR_SHARE = 0.2;

export interface ReplayOptions {
  /** Mean RSSI at 1 m in the open, dBm: what a token would say in its advert. */
  readonly powerAtOneMetre: number;
  /** Records are made of packets without a distance too; otherwise only of those that somebody measured. */
  readonly everyPacket: boolean;
  /** Packets kept of each direction and minute, drawn by `seed`; undefined keeps all. */
  readonly perMinute: number | undefined;
  readonly seed: number;
}

/** One direction of a pair in one epoch of the recording. */
export interface Window {
  readonly receiver: string;
  readonly transmitter: string;
  readonly epoch: number;
  /** Heard by the receiver's token; at least one, times from the recording's start. */
  readonly packets: readonly RecordedPacket[];
  /** Enough packets to be judged. */
  readonly isFull: boolean;
  /** Share of the measured packets that were nearer than two metres; undefined in a recording without distances. */
  readonly nearShare: number | undefined;
}

export interface Sides {
  /** People in the order of their names, so that a pair has one name. */
  readonly pair: string;
  readonly epoch: number;
  readonly windows: readonly [Window, Window];
  readonly truth: "near" | "far" | undefined;
}

/** What was recorded of one direction of a pair in one epoch. */
interface Direction {
  readonly receiver: string;
  readonly transmitter: string;
  readonly packets: RecordedPacket[];
}

interface RecordedEpoch {
  readonly epoch: number;
  readonly directions: readonly Direction[];
}

/** A recording epoch by epoch: no more than one is in memory. */
export function* recordedEpochs({ packets, start }: Recording): Generator<RecordedEpoch> {
  let epoch = 0;
  let directions = new Map<string, Direction>();
  for (const packet of packets) {
    const { receiver, transmitter } = packet;
    const at = packet.at - start;
    if (at < 0 || receiver === transmitter) continue;
    const now = Math.floor(at / EPOCH_MS);
    if (now !== epoch && directions.size > 0) {
      yield { epoch, directions: [...directions.values()] };
      directions = new Map();
    }
    epoch = now;
    const key = nameOf(receiver, transmitter);
    const direction = directions.get(key) ?? { receiver, transmitter, packets: [] };
    directions.set(key, direction);
    direction.packets.push({ ...packet, at });
  }
  if (directions.size > 0) yield { epoch, directions: [...directions.values()] };
}

/** What the tokens would have heard in an epoch. Where nobody measured (`hasDistances`) all packets count. */
export function windowsIn(
  { epoch, directions }: RecordedEpoch,
  hasDistances: boolean,
  options: ReplayOptions,
): Window[] {
  return directions.flatMap(({ receiver, transmitter, packets }) => {
    const truth = hasDistances ? packets.filter(({ metres }) => metres !== undefined) : packets;
    const all = options.everyPacket ? packets : truth;
    if (all.length === 0) return [];
    const nearShare = hasDistances
      ? truth.filter(({ metres }) => metres! < NEAR_METRES).length / truth.length
      : undefined;
    const stream = new Stream(options.seed, epoch, hashText(receiver), hashText(transmitter));
    const heard = thinned(all, options.perMinute, stream);
    return {
      receiver,
      transmitter,
      epoch,
      packets: heard,
      isFull: truth.length >= FEWEST_PACKETS,
      nearShare,
    };
  });
}

/** All windows of packets that are ascending by time. */
export function windowsOf(packets: readonly RecordedPacket[], options: ReplayOptions): Window[] {
  const recording = recordingOf(packets);
  return [...recordedEpochs(recording)].flatMap((epoch) => windowsIn(epoch, recording.hasDistances, options));
}

/** At most so many packets of each minute, drawn at random, in the order of time. */
function thinned(
  packets: readonly RecordedPacket[],
  perMinute: number | undefined,
  stream: Stream,
): readonly RecordedPacket[] {
  if (perMinute === undefined) return packets;
  const left = new Map<number, number>();
  return stream
    .shuffled(packets)
    .filter(({ at }) => {
      const minute = Math.floor(at / MINUTE_MS);
      const count = left.get(minute) ?? perMinute;
      left.set(minute, count - 1);
      return count > 0;
    })
    .sort((a, b) => a.at - b.at);
}

const nameOf = (receiver: string, transmitter: string): string => JSON.stringify([receiver, transmitter]);

/** Epochs of pairs in which both sides have a full window. Without distances nobody was near. */
export function sidesOf(windows: readonly Window[]): Sides[] {
  const full = windows.filter(({ isFull }) => isFull);
  const byName = new Map(
    full.map((window) => [`${window.epoch} ${nameOf(window.receiver, window.transmitter)}`, window]),
  );
  return full.flatMap((window) => {
    const { receiver, transmitter, epoch } = window;
    const other = byName.get(`${epoch} ${nameOf(transmitter, receiver)}`);
    if (!other || receiver > transmitter) return [];
    return {
      pair: nameOf(receiver, transmitter),
      epoch,
      windows: [window, other] as const,
      truth: truthOf(window.nearShare, other.nearShare),
    };
  });
}

/** Full windows of which the other side has none, as if it had said the same. */
export function oneSidedOf(
  windows: readonly Window[],
): { pair: string; window: Window; truth: Sides["truth"] }[] {
  const full = windows.filter(({ isFull }) => isFull);
  const names = new Set(
    full.map((window) => `${window.epoch} ${nameOf(window.receiver, window.transmitter)}`),
  );
  return full.flatMap((window) => {
    const { receiver, transmitter, epoch, nearShare } = window;
    if (names.has(`${epoch} ${nameOf(transmitter, receiver)}`)) return [];
    const pair = receiver < transmitter ? nameOf(receiver, transmitter) : nameOf(transmitter, receiver);
    return { pair, window, truth: truthOf(nearShare, nearShare) };
  });
}

function truthOf(one: number | undefined, other: number | undefined): Sides["truth"] {
  if (one === undefined || other === undefined) return "far";
  const share = (one + other) / 2;
  if (share >= NEAR_SHARE) return "near";
  return share <= FAR_SHARE ? "far" : undefined;
}

/** The packets of a window as the receiver's token would have taken them. */
export function sightingsOf({ packets }: Window, powerAtOneMetre: number): Sighting[] {
  return packets.map(({ at, rssi }) => ({
    minute: Math.floor(at / MINUTE_MS) % MINUTES_PER_EPOCH,
    loss: powerAtOneMetre - rssi,
  }));
}

/** What the receiver's token would have written of a window, through the ten bytes of a record and back. */
export function rowOf(window: Window, recorder: PairRow["recorder"], powerAtOneMetre: number): PairRow {
  const summary = summarize(sightingsOf(window, powerAtOneMetre));
  const bytes = encodeRecord({ prefix: new Uint8Array(PREFIX_BYTES), summary });
  return { recorder, epoch: window.epoch, clockTrusted: true, ...decodeRecord(bytes, 0).summary };
}
