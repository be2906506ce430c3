/** What becomes of a packet at one receiver, given everything else that is on the channel there. */

import { mix, normalOf, unitOf } from "../lib/random.ts";
import type { Packet } from "./airwaves.ts";
import type { StrangeDevice } from "./ambient.ts";
import type { RadioParameters } from "./radio-parameters.ts";

/** A packet at one receiver. */
export interface Candidate {
  /** First and last bit, world ms. */
  readonly start: number;
  readonly end: number;
  readonly rssi: number;
  readonly milliwatts: number;
  /** Word from which the packet's fate at this receiver is drawn. */
  readonly word: number;
  /** A member's packet, or a stranger's. */
  readonly packet: Packet | undefined;
  readonly device: StrangeDevice | undefined;
}

/** The packet that a receiver is in the middle of. Changes as packets are decided, in order of their start. */
export interface Lock {
  from: number;
  to: number;
}

/**
 * heard; weak: below the sensitivity; ownAdvert: the receiver was advertising itself; busy: it was in the middle of an
 * earlier packet; collided: others at the same time were too strong; otherLoss: lost to the rest of the world.
 */
export type Fate = "heard" | "weak" | "ownAdvert" | "busy" | "collided" | "otherLoss";

interface ReceiverState {
  readonly lock: Lock;
  /** Instants of the receiver's own advertising events. */
  readonly ownEvents: readonly number[];
  readonly windowEnd: number;
}

/** Longest packet on the air: 31 bytes of data. */
export const LONGEST_PACKET_MS = packetMs(31);

/** Time on the air of a legacy advert with so many bytes of data at 1 Mbit/s (Core Spec 5.4 Vol 6 B 2.1). */
export function packetMs(dataBytes: number): number {
  return ((1 + 4 + 2 + 6 + dataBytes + 3) * 8) / 1000;
}

/** An advertising event on three channels, from its first bit to its last. */
export const eventMs = ({ channelStepMs }: RadioParameters): number => 2 * channelStepMs + LONGEST_PACKET_MS;

export const milliwattsOf = (dbm: number): number => 10 ** (dbm / 10);

/** Decide candidate i. Candidates are ascending by start and hold all that overlap it; those before it are decided. */
export function fateOf(
  candidates: readonly Candidate[],
  i: number,
  { lock, ownEvents, windowEnd }: ReceiverState,
  parameters: RadioParameters,
): Fate {
  const { start, end, rssi, word, milliwatts } = candidates[i]!;
  const { ownEventGuardMs } = parameters;
  if (rssi < parameters.sensitivityDbm + parameters.sensitivitySdDb * normalOf(mix(word, 1))) return "weak";
  for (const at of ownEvents) {
    if (end > at - ownEventGuardMs && start < at + eventMs(parameters) + ownEventGuardMs) return "ownAdvert";
  }
  if (start < lock.to && start - lock.from > parameters.lockMs) return "busy";
  lock.from = start;
  lock.to = end;
  if (disturbance(candidates, i) * 10 ** (parameters.captureDb / 10) > milliwatts) return "collided";
  // The window closes on a packet that is not complete.
  if (end > windowEnd || unitOf(mix(word, 2)) < parameters.otherLoss) return "otherLoss";
  return "heard";
}

/** Power of all packets that overlap candidate i, mW. */
function disturbance(candidates: readonly Candidate[], i: number): number {
  const { start, end } = candidates[i]!;
  let sum = 0;
  for (let j = i - 1; j >= 0 && candidates[j]!.start > start - LONGEST_PACKET_MS; j--) {
    if (candidates[j]!.end > start) sum += candidates[j]!.milliwatts;
  }
  for (let j = i + 1; j < candidates.length && candidates[j]!.start < end; j++) {
    sum += candidates[j]!.milliwatts;
  }
  return sum;
}
