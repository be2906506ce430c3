/**
 * A receiver in the middle of a scene with a radio for each advertising channel: it misses nothing, and what a token's
 * receiver would be too far off or too busy for it notes all the same. Packets come out in order of time.
 */

import { ADV_IND, ADV_NONCONN_IND, type HeardPacket } from "../../formats/pcap/pcap.ts";
import { hash, normalOf } from "../../lib/random.ts";
import type { AirObserver, SentEvent } from "../../world/air-observer.ts";
import { Ambient } from "../../world/ambient.ts";
import { Propagation } from "../../world/propagation.ts";
import { RADIO_PARAMETERS, type RadioParameters } from "../../world/radio-parameters.ts";
import type { Surroundings } from "../../world/scene.ts";
import { Middle } from "./middle.ts";

interface SnifferOptions {
  readonly scene: Surroundings;
  readonly seed: number;
  /** Mean RSSI at 1 m in the open of a member that sends at 0 dBm. */
  readonly rssiAtOneMetreDbm: number;
  /** Called in order of time; `from` is the member that sent it, undefined for a stranger's device. */
  readonly onPacket: (packet: HeardPacket, from: number | undefined) => void;
  readonly parameters?: RadioParameters;
  /** Adverts of strangers' devices, too. Default: true. */
  readonly strangers?: boolean;
}

interface Noted {
  readonly packet: HeardPacket;
  readonly from: number | undefined;
}

/** Packets are put in order in spans of at least so long, ms. */
const SPAN_MS = 1000;
const CHANNELS = [0, 1, 2] as const;

export class Sniffer implements AirObserver {
  readonly #options: SnifferOptions;
  readonly #parameters: RadioParameters;
  readonly #middle: Middle;
  readonly #propagation: Propagation;
  readonly #ambient: Ambient;
  /** World time up to which each member has been run. */
  readonly #reachedAt: Float64Array;
  #noted: Noted[] = [];
  #passedOn = Number.NEGATIVE_INFINITY;

  constructor(options: SnifferOptions) {
    const { scene, seed } = options;
    this.#options = options;
    this.#parameters = options.parameters ?? RADIO_PARAMETERS;
    this.#middle = new Middle(scene, seed);
    // As the radio between the members has it, so that a wearer sounds the same here.
    this.#propagation = new Propagation(this.#middle, this.#parameters, hash(seed, 1));
    this.#ambient = new Ambient(this.#middle, this.#parameters, hash(seed, 2));
    this.#reachedAt = new Float64Array(scene.day.people.length).fill(Number.NEGATIVE_INFINITY);
  }

  sent(event: SentEvent): void {
    for (const channel of CHANNELS) {
      const at = event.at + channel * this.#parameters.channelStepMs;
      const rssi = this.#rssiOf(event, channel, at);
      if (rssi === undefined) continue;
      const { data, address, connectable, from } = event;
      const pduType = connectable ? ADV_IND : ADV_NONCONN_IND;
      this.#noted.push({ packet: { at, channel, rssi, pduType, address, data }, from });
    }
  }

  reached(member: number, t: number): void {
    this.#reachedAt[member] = t;
    if (t < this.#passedOn + SPAN_MS) return;
    const settled = this.#reachedAt.reduce((least, at) => Math.min(least, at), t);
    if (settled >= this.#passedOn + SPAN_MS || this.#passedOn === Number.NEGATIVE_INFINITY)
      this.#passOn(settled);
  }

  /** Pass on what is still held back. */
  end(): void {
    this.#passOn(Math.max(...this.#reachedAt));
  }

  #passOn(until: number): void {
    if (until === Number.NEGATIVE_INFINITY) return;
    const from = this.#passedOn;
    this.#passedOn = until;
    if (this.#options.strangers !== false && from !== Number.NEGATIVE_INFINITY)
      this.#noteStrangers(from, until);
    const ready: Noted[] = [];
    const later: Noted[] = [];
    for (const one of this.#noted) (one.packet.at < until ? ready : later).push(one);
    this.#noted = later;
    ready.sort((x, y) => x.packet.at - y.packet.at);
    for (const { packet, from: member } of ready) this.#options.onPacket(packet, member);
  }

  #noteStrangers(from: number, until: number): void {
    for (const { start, rssi, device } of this.#ambient.packets(this.#middle.listener, from, until))
      for (const channel of CHANNELS) {
        const at = start + channel * this.#parameters.channelStepMs;
        this.#noted.push({
          packet: { ...device, at, channel, rssi, pduType: ADV_NONCONN_IND },
          from: undefined,
        });
      }
  }

  /** What the sniffer reads of a member's packet; undefined when the member is out. */
  #rssiOf({ from, powerDbm, at: eventAt }: SentEvent, channel: 0 | 1 | 2, at: number): number | undefined {
    const pair = this.#propagation.pairAt(from, this.#middle.listener, at);
    const loss = this.#propagation.loss(pair);
    if (loss === Number.POSITIVE_INFINITY) return undefined;
    const word = hash(this.#options.seed, from, eventAt * 1000, eventAt / 1000, channel);
    return (
      this.#options.rssiAtOneMetreDbm +
      powerDbm +
      this.#propagation.wearerOffset(from, at) -
      loss +
      this.#propagation.channelOffset(pair, channel) +
      this.#parameters.fadingSdDb * normalOf(word)
    );
  }
}
