/**
 * The radio between all tokens of a world. It is lazy: nothing happens until somebody who listens is about to run; then
 * the packets of everybody in range are resolved for that one receiver. All chance is hashed from what it is about
 * (pair, place, packet), so the order in which receivers are resolved does not change what they hear.
 */

import { hash, normalOf, unitOf } from "../lib/random.ts";
import type { HeardAdvert, Listening, RunningToken, Transmission } from "../models/virtual-token/air-port.ts";
import { type AirObserver, SentEvents } from "./air-observer.ts";
import type { Packet } from "./airwaves.ts";
import { Airwaves } from "./airwaves.ts";
import { Ambient } from "./ambient.ts";
import { Propagation } from "./propagation.ts";
import type { RadioParameters } from "./radio-parameters.ts";
import { RADIO_PARAMETERS } from "./radio-parameters.ts";
import type { Candidate, Fate, Lock } from "./reception.ts";
import { eventMs, fateOf, LONGEST_PACKET_MS, milliwattsOf, packetMs } from "./reception.ts";
import type { Surroundings } from "./scene.ts";

/** One token or phone in the world. */
export interface Member {
  readonly token: RunningToken;
  /** Who wears it: index into the day's people. */
  readonly person: number;
  /** Mean RSSI that a like receiver reads at 1 m in the open when this one sends at 0 dBm. */
  readonly rssiAtOneMetreDbm: number;
}

interface RadioOptions {
  readonly seed: number;
  readonly parameters?: RadioParameters | undefined;
  /** Is told of everything on the air. */
  readonly observer?: AirObserver | undefined;
}

/** Fading never lifts a packet by more than this many standard deviations (the table of `normalOf` ends there). */
const LARGEST_DRAW = 3.8;
/** Weaker than this below the sensitivity, a packet does not even disturb. */
const NEGLIGIBLE_BELOW_DB = 12;
/** While somebody listens, what they receive is resolved at least this often. */
const RESOLVE_MS = 50;

interface Receiver extends Member {
  readonly index: number;
  /** Everything that began before this has been decided. */
  resolvedTo: number;
  readonly lock: Lock;
}

type Channel = 0 | 1 | 2;

export class Radio {
  /** What became of the members' packets at those who listened, and how many adverts of strangers were heard. */
  readonly counts: Record<Fate | "ambientHeard", number> = {
    heard: 0,
    weak: 0,
    ownAdvert: 0,
    busy: 0,
    collided: 0,
    otherLoss: 0,
    ambientHeard: 0,
  };
  readonly propagation: Propagation;
  readonly #parameters: RadioParameters;
  readonly #seed: number;
  readonly #receivers: readonly Receiver[];
  readonly #airwaves: Airwaves;
  readonly #ambient: Ambient;
  readonly #observer: AirObserver | undefined;
  readonly #sentEvents: SentEvents | undefined;

  constructor(scene: Surroundings, members: readonly Member[], options: RadioOptions) {
    this.#parameters = options.parameters ?? RADIO_PARAMETERS;
    this.#seed = options.seed;
    this.propagation = new Propagation(scene, this.#parameters, hash(options.seed, 1));
    this.#ambient = new Ambient(scene, this.#parameters, hash(options.seed, 2));
    this.#observer = options.observer;
    this.#sentEvents = options.observer?.sent && new SentEvents(options.observer, members.length);
    this.#airwaves = new Airwaves(members.map((member) => member.token.air));
    this.#receivers = members.map((member, index) => ({
      ...member,
      index,
      resolvedTo: Number.NEGATIVE_INFINITY,
      lock: { from: Number.NEGATIVE_INFINITY, to: Number.NEGATIVE_INFINITY },
    }));
  }

  /** To be called after member `index` ran to world time t: takes up what it began to send and forgets what ended. */
  update(index: number, t: number): void {
    const { air } = this.#receivers[index]!.token;
    this.#sentEvents?.update(index, air, t);
    this.#airwaves.update(index, t);
    const { listenings } = air;
    while (listenings.length > 0 && listenings[0]!.to < t - RESOLVE_MS) listenings.shift();
  }

  /**
   * World time by which member `index` should be resolved again although its program has nothing to do:
   * within RESOLVE_MS of listening, or at the end of the present window. Infinity when it does not listen.
   */
  nextResolveAt(index: number, t: number): number {
    const { listenings } = this.#receivers[index]!.token.air;
    const listening = listenings[listenings.length - 1];
    if (!listening || listening.to <= t) return Number.POSITIVE_INFINITY;
    const count = Math.max(0, Math.floor((t - listening.from) / listening.intervalMs));
    const window = listening.from + count * listening.intervalMs;
    const windowEnd = window + listening.windowMs + LONGEST_PACKET_MS;
    if (t < windowEnd) return Math.min(t + RESOLVE_MS, windowEnd);
    return window + listening.intervalMs + RESOLVE_MS;
  }

  /**
   * Hand member `index` everything it received up to world time t (packets that are complete by then). Nobody who
   * could be heard may be left behind t. Returns the number of adverts.
   */
  resolve(index: number, t: number): number {
    const receiver = this.#receivers[index]!;
    const { air } = receiver.token;
    const until = t - LONGEST_PACKET_MS;
    if (until <= receiver.resolvedTo) return 0;
    const heard: HeardAdvert[] = [];
    for (const listening of air.listenings) this.#resolveListening(receiver, listening, until, heard);
    receiver.resolvedTo = until;
    if (heard.length > 0) air.hear(heard.sort((x, y) => x.at - y.at));
    return heard.length;
  }

  /** How long this scan hears nothing at its start, ms. */
  #scanStart(receiver: Receiver, { from }: Listening): number {
    const [least, most] = this.#parameters.scanStartMs;
    return least + (most - least) * unitOf(hash(this.#seed, 17, receiver.index, from * 1000));
  }

  #resolveListening(receiver: Receiver, listening: Listening, until: number, heard: HeardAdvert[]): void {
    const from = Math.max(receiver.resolvedTo, listening.from + this.#scanStart(receiver, listening));
    const to = Math.min(until, listening.to);
    if (from >= to) return;
    let count = Math.floor((from - listening.from) / listening.intervalMs);
    for (; ; count++) {
      const window = listening.from + count * listening.intervalMs;
      if (window >= to) return;
      const windowEnd = Math.min(window + listening.windowMs, listening.to);
      const span = { from: Math.max(from, window), to: Math.min(to, windowEnd), windowEnd };
      if (span.from < span.to) this.#receive(receiver, (count % 3) as Channel, span, heard);
    }
  }

  /** Decide every packet that begins on the channel in [from, to). */
  #receive(
    receiver: Receiver,
    channel: Channel,
    span: { from: number; to: number; windowEnd: number },
    heard: HeardAdvert[],
  ): void {
    const { candidates, ownEvents } = this.#onChannel(receiver, channel, span.from, span.to);
    const state = { lock: receiver.lock, ownEvents, windowEnd: span.windowEnd };
    for (let i = 0; i < candidates.length; i++) {
      const candidate = candidates[i]!;
      if (candidate.start < span.from || candidate.start >= span.to) continue;
      const fate = fateOf(candidates, i, state, this.#parameters);
      if (candidate.packet) this.counts[fate]++;
      if (fate !== "heard") continue;
      if (!candidate.packet) this.counts.ambientHeard++;
      const { data, address } = candidate.device ?? (candidate.packet!.transmission as Transmission);
      const rssi = Math.round(candidate.rssi);
      const name = (37 + channel) as 37 | 38 | 39;
      heard.push({ at: candidate.end, rssi, channel: name, data, address });
      this.#observer?.received?.({
        at: candidate.start,
        channel: name,
        by: receiver.index,
        from: candidate.packet?.sender,
        rssi,
        data,
        address,
      });
    }
  }

  /** Packets that touch [from, to) on one channel at one receiver, ascending by start, and instants of its own events near by. */
  #onChannel(receiver: Receiver, channel: Channel, from: number, to: number) {
    const shift = channel * this.#parameters.channelStepMs;
    const earliest = from - LONGEST_PACKET_MS;
    const latest = to + LONGEST_PACKET_MS;
    const candidates: Candidate[] = [];
    const ownEvents: number[] = [];
    const { ownEventGuardMs } = this.#parameters;
    const eventReach = eventMs(this.#parameters) + ownEventGuardMs;
    this.#airwaves.each(from - eventReach, latest + ownEventGuardMs, (packet) => {
      if (packet.sender === receiver.index) {
        ownEvents.push(packet.at);
        return;
      }
      const start = packet.at + shift;
      if (start < earliest || start >= latest) return;
      const candidate = this.#candidate(receiver, packet, channel, start);
      if (candidate) candidates.push(candidate);
    });
    for (const { start, rssi, device } of this.#ambient.packets(receiver.person, earliest, latest)) {
      const end = start + packetMs(device.data.length);
      const word = hash(this.#seed, receiver.index, start * 1000, channel);
      candidates.push({ start, end, rssi, milliwatts: milliwattsOf(rssi), word, packet: undefined, device });
    }
    candidates.sort((x, y) => x.start - y.start);
    return { candidates, ownEvents };
  }

  #candidate(receiver: Receiver, packet: Packet, channel: Channel, start: number): Candidate | undefined {
    const sender = this.#receivers[packet.sender]!;
    if (sender.person === receiver.person) return undefined;
    const { transmission } = packet;
    const pair = this.propagation.pairAt(sender.person, receiver.person, start);
    const mean =
      sender.rssiAtOneMetreDbm +
      transmission.txPowerDbm +
      this.propagation.wearerOffset(sender.person, start) +
      this.propagation.wearerOffset(receiver.person, start) -
      this.propagation.loss(pair);
    const { fadingSdDb, channelSdDb, sensitivityDbm } = this.#parameters;
    const floor = sensitivityDbm - NEGLIGIBLE_BELOW_DB;
    if (mean + LARGEST_DRAW * (fadingSdDb + channelSdDb) < floor) return undefined;
    const word = hash(transmission.seed, packet.number, packet.sender, receiver.index, channel, this.#seed);
    const rssi = mean + this.propagation.channelOffset(pair, channel) + fadingSdDb * normalOf(word);
    if (rssi < floor) return undefined;
    const end = start + packetMs(transmission.data.length);
    return { start, end, rssi, milliwatts: milliwattsOf(rssi), word, packet, device: undefined };
  }
}
