/**
 * A recording cut into windows of an epoch, each turned into the record that a token would have written. What a window
 * is and when it counts as near or far follows the measurement that the record was chosen by (docs/SUMMARY.md).
 */
import type { PairRow } from "../../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { decodeRecord, encodeRecord, PREFIX_BYTES } from "../../../protocol/record.ts";
import { type Sighting, summarize } from "../../../protocol/summary.ts";
import { Stream } from "../../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import type { RecordedPacket } from "./recordings.ts";

/** Windows with fewer packets are left out. */
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
interface Window {
  readonly receiver: string;
  readonly transmitter: string;
  readonly epoch: number;
  readonly packets: readonly RecordedPacket[];
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

/** Windows with enough packets. In a recording without any distance all packets count. */
export function windowsOf(packets: readonly RecordedPacket[], options: ReplayOptions): Window[] {
  const measured = packets.filter(({ metres }) => metres !== undefined);
  const known = measured.length > 0;
  const start = (known ? measured : packets)[0]?.at ?? 0;
  const groups = new Map<string, RecordedPacket[]>();
  for (const packet of packets) {
    if (packet.at < start || packet.receiver === packet.transmitter) continue;
    const key = JSON.stringify([
      packet.receiver,
      packet.transmitter,
      Math.floor((packet.at - start) / EPOCH_MS),
    ]);
    const group = groups.get(key);
    if (group) group.push(packet);
    else groups.set(key, [packet]);
  }
  const stream = new Stream(options.seed);
  return [...groups].flatMap(([key, group]) => {
    const [receiver, transmitter, epoch] = JSON.parse(key) as [string, string, number];
    const truth = known ? group.filter(({ metres }) => metres !== undefined) : group;
    if (truth.length < FEWEST_PACKETS) return [];
    const nearShare = known
      ? truth.filter(({ metres }) => metres! < NEAR_METRES).length / truth.length
      : undefined;
    const heard = (options.everyPacket ? group : truth).map((packet) => ({
      ...packet,
      at: packet.at - start,
    }));
    return { receiver, transmitter, epoch, packets: thinned(heard, options.perMinute, stream), nearShare };
  });
}

/** At most so many packets of each minute, drawn at random, in the order of time. */
function thinned(packets: RecordedPacket[], perMinute: number | undefined, stream: Stream): RecordedPacket[] {
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

/** Epochs of pairs in which both sides have a window. Without distances nobody was near. */
export function sidesOf(windows: readonly Window[]): Sides[] {
  const found = new Map(
    windows.map((window) => [JSON.stringify([window.receiver, window.transmitter, window.epoch]), window]),
  );
  return windows.flatMap((window) => {
    const { receiver, transmitter, epoch } = window;
    const other = found.get(JSON.stringify([transmitter, receiver, epoch]));
    if (!other || receiver > transmitter) return [];
    return {
      pair: JSON.stringify([receiver, transmitter]),
      epoch,
      windows: [window, other] as const,
      truth: truthOf(window.nearShare, other.nearShare),
    };
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
