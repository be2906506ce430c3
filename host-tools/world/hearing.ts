/**
 * What tokens write down of each other in a day, drawn minute by minute from places and radio without the program, its packets
 * or the air between them: a shift of 300 people in a minute. How often an advert gets through is set to what the built program
 * hears; a test plays both and compares.
 */
import { POWER_BASE } from "../../protocol/advert.ts";
import { decodeSummary, type Summary } from "../../protocol/record.ts";
import { rendezvousOffset } from "../../protocol/rendezvous.ts";
import { hash, normalOf, unitOf } from "../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../lib/time.ts";
import { QuarterSummaries } from "./heard-quarters.ts";
import { Propagation } from "./propagation.ts";
import { RADIO_PARAMETERS, type RadioParameters } from "./radio-parameters.ts";
import type { Surroundings } from "./scene.ts";

/** As the boards have it, dBm. */
const RSSI_AT_ONE_METRE = -59;
const CHANNELS = 3;
/** Fading never lifts a packet by more than so many standard deviations. */
const LARGEST_DRAW = 3.8;

/** The power that an advert tells of itself, dBm: to the nearest of steps of 2 dB (protocol/advert.ts). */
const toldPower = (dbm: number): number => POWER_BASE + 2 * Math.round((dbm - POWER_BASE) / 2);

/** As in the program (firmware/schedule.ts): 0, or 1 in a crowd, 2 in a great one. Windows of all three channels, ms; Puck.js. */
const CROWDS = [
  { windowMs: 168, intervalMs: 100, weakerDb: 0 },
  { windowMs: 498, intervalMs: 166, weakerDb: 4 },
  { windowMs: 1500, intervalMs: 500, weakerDb: 12 },
] as const;
const MANY = 40;
const FEW = 20;
const QUIET_MINUTES = 3;

/**
 * Share of adverts in the window that are lost beyond what is too weak: the receiver starts, is busy, others are on the air. Grows with those in
 * hearing: `base` alone, `each` more for everybody who was heard the minute before.
 */
const LOST = { base: 0.13, each: 0.002, most: 0.5 } as const;

interface HearingOptions {
  readonly seed: number;
  readonly parameters?: RadioParameters;
  readonly startAt: number;
  readonly endAt: number;
  /** What the way of wearing takes of every advert that a person's token sends or hears, dB; default nothing. */
  readonly wornLossDb?: (person: number) => number;
}

interface Wearer {
  crowd: 0 | 1 | 2;
  quiet: number;
  /** Peers heard in the last minute. */
  heard: number;
}

/** Of each epoch, what each token holds of each other. */
export class HeardLogs {
  readonly people: number;
  readonly firstEpoch: number;
  readonly #epochs: readonly Uint32Array[];

  constructor(people: number, firstEpoch: number, epochs: readonly Uint32Array[]) {
    this.people = people;
    this.firstEpoch = firstEpoch;
    this.#epochs = epochs;
  }

  /** Epochs, counted from the Unix epoch. */
  get epochs(): number[] {
    return this.#epochs.map((_, i) => this.firstEpoch + i);
  }

  /** What `token` wrote down of `peer` in an epoch; undefined when it heard nothing. */
  summary(epoch: number, token: number, peer: number): Summary | undefined {
    const code = this.#epochs[epoch - this.firstEpoch]?.[token * this.people + peer] ?? 0;
    return code === 0 ? undefined : decodeSummary(code);
  }
}

export function playHearing(
  scene: Surroundings,
  { seed, parameters = RADIO_PARAMETERS, startAt, endAt, wornLossDb = () => 0 }: HearingOptions,
): HeardLogs {
  const people = scene.day.people.length;
  // As Radio draws it: the same seed gives the same ways between two people.
  const propagation = new Propagation(scene, parameters, hash(seed, 1));
  const wearers = Array.from({ length: people }, (): Wearer => ({ crowd: 0, quiet: 0, heard: 0 }));
  const firstEpoch = Math.floor(startAt / EPOCH_MS);
  const epochs: Uint32Array[] = [];
  const quarter = new QuarterSummaries(people);
  const minutes = [Math.ceil(startAt / MINUTE_MS), Math.floor((endAt - 1) / MINUTE_MS)] as const;
  for (let minute = minutes[0]; minute <= minutes[1]; minute++) {
    const at = minute * MINUTE_MS + rendezvousOffset(minute);
    const epoch = Math.floor(at / EPOCH_MS);
    while (epochs.length < epoch - firstEpoch) epochs.push(quarter.take());
    const heard = new Uint16Array(people);
    const ofEpoch = minute % (EPOCH_MS / MINUTE_MS);
    for (let b = 1; b < people; b++)
      for (let a = 0; a < b; a++) {
        const pair = propagation.pairAt(a, b, at);
        const mean =
          RSSI_AT_ONE_METRE +
          propagation.wearerOffset(a, at) +
          propagation.wearerOffset(b, at) -
          wornLossDb(a) -
          wornLossDb(b) -
          propagation.loss(pair);
        const { fadingSdDb, channelSdDb, sensitivityDbm } = parameters;
        if (mean + LARGEST_DRAW * (fadingSdDb + channelSdDb) < sensitivityDbm) continue;
        const way = { propagation, parameters, pair, mean, minute };
        for (const [token, peer] of [
          [a, b],
          [b, a],
        ] as const) {
          const [listener, sender] = [wearers[token]!, wearers[peer]!];
          const adverts = advertsHeard(way, listener, sender, hash(seed, 5, token, peer, minute));
          for (const loss of adverts) quarter.add(token, peer, ofEpoch, loss);
          if (adverts.length > 0) heard[token] = heard[token]! + 1;
        }
      }
    wearers.forEach((wearer, person) => {
      countCrowd(wearer, heard[person]!);
    });
  }
  epochs.push(quarter.take());
  return new HeardLogs(people, firstEpoch, epochs);
}

interface Way {
  readonly propagation: Propagation;
  readonly parameters: RadioParameters;
  readonly pair: number;
  /** Mean RSSI of an advert that is not weaker than others, dBm. */
  readonly mean: number;
  readonly minute: number;
}

const NONE: readonly number[] = [];

/** Losses, dB, of the adverts that get through in one window. */
function advertsHeard(
  { propagation, parameters, pair, mean }: Way,
  listener: Wearer,
  sender: Wearer,
  word: number,
): readonly number[] {
  const { windowMs } = CROWDS[listener.crowd];
  const { intervalMs, weakerDb } = CROWDS[sender.crowd];
  // One more or less, by where in the window the first one falls.
  const sent = Math.floor(windowMs / intervalMs + unitOf(hash(word, 1)));
  const lost = Math.min(LOST.most, LOST.base + LOST.each * listener.heard) + parameters.otherLoss;
  let losses: number[] | undefined;
  for (let k = 0; k < sent; k++) {
    const draw = hash(word, 2, k);
    if (unitOf(hash(draw, 1)) < lost) continue;
    const channel = (k + (word % CHANNELS)) % CHANNELS;
    const rssi =
      mean -
      weakerDb +
      propagation.channelOffset(pair, channel) +
      parameters.fadingSdDb * normalOf(hash(draw, 2));
    if (rssi < parameters.sensitivityDbm + parameters.sensitivitySdDb * normalOf(hash(draw, 3))) continue;
    losses ??= [];
    losses.push(toldPower(RSSI_AT_ONE_METRE - weakerDb) - Math.round(rssi));
  }
  return losses ?? NONE;
}

/** As the program counts after each window; adverts that it had to drop are not modelled. */
function countCrowd(wearer: Wearer, peers: number): void {
  wearer.heard = peers;
  if (peers > MANY) {
    wearer.crowd = wearer.crowd === 0 ? 1 : 2;
    wearer.quiet = 0;
  } else if (wearer.crowd > 0 && peers < FEW && ++wearer.quiet >= QUIET_MINUTES) {
    wearer.crowd = wearer.crowd === 2 ? 1 : 0;
    wearer.quiet = 0;
  }
}
