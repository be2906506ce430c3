/** What the way between two people does to a signal. All terms are the same in both directions. */

import { hash, mix, normalOf, unitOf } from "../lib/random.ts";
import { ROW_MS } from "./day.ts";
import type { RadioParameters } from "./radio-parameters.ts";
import type { Placement, Relation, Surroundings } from "./scene.ts";

/** Positions are taken in the middle of spans of this length where the surroundings do not say otherwise. */
const CELL_MS = ROW_MS;

/** How far a wearer is turned from the line between the two, degrees: evenly spread between these. */
const TURNED: Readonly<Record<Placement, readonly [number, number]>> = {
  facing: [0, 45],
  "turned away": [60, 180],
  "same room": [0, 180],
  "behind walls": [0, 180],
};

/** Words that keep the draws of different terms apart. */
const BODY = 1;
const SHADOW = 2;
const CHANNEL = 3;
const WEARER = 4;

export class Propagation {
  readonly #scene: Surroundings;
  readonly #parameters: RadioParameters;
  readonly #seed: number;
  readonly #cellMs: number;
  /** Of each pair: the cell its loss was last computed for, that loss, and the word its channel offsets are drawn from. */
  readonly #cells: Int32Array;
  readonly #losses: Float64Array;
  readonly #channelWords: Int32Array;
  readonly #worn: { readonly putOn: number | undefined; readonly offset: number }[] = [];

  constructor(scene: Surroundings, parameters: RadioParameters, seed: number) {
    this.#scene = scene;
    this.#parameters = parameters;
    this.#cellMs = scene.cellMs ?? CELL_MS;
    this.#seed = seed;
    const count = scene.day.people.length;
    const pairs = (count * (count - 1)) / 2;
    this.#cells = new Int32Array(pairs).fill(-1);
    this.#losses = new Float64Array(pairs);
    this.#channelWords = new Int32Array(pairs);
  }

  /**
   * Number of a pair of different people for `loss` and `channelOffset`, brought up to date for world time t.
   * Between calls for other times its loss stays that of t's cell.
   */
  pairAt(x: number, y: number, t: number): number {
    const pair = x < y ? (y * (y - 1)) / 2 + x : (x * (x - 1)) / 2 + y;
    const cell = Math.floor((t - this.#scene.day.startAt) / this.#cellMs);
    if (this.#cells[pair] !== cell) {
      this.#cells[pair] = cell;
      this.#refresh(pair, Math.min(x, y), Math.max(x, y), t);
    }
    return pair;
  }

  /** Loss beyond 1 m in the open, dB, without the channel's offset; Infinity when one of the two is out. */
  loss(pair: number): number {
    return this.#losses[pair]!;
  }

  /** What this channel (0, 1, 2) adds to the RSSI of the pair where they stand, dB. */
  channelOffset(pair: number, channel: number): number {
    return this.#parameters.channelSdDb * normalOf(mix(this.#channelWords[pair]!, channel));
  }

  /** What this person's token, as it is worn at world time t, adds to every RSSI it sends or takes, dB. */
  wearerOffset(person: number, t: number): number {
    const putOn = this.#scene.putOn?.(person, t);
    const known = this.#worn[person];
    if (known && known.putOn === putOn) return known.offset;
    const word =
      putOn === undefined ? hash(this.#seed, WEARER, person) : hash(this.#seed, WEARER, person, putOn);
    const offset = this.#parameters.wearerSdDb * normalOf(word);
    this.#worn[person] = { putOn, offset };
    return offset;
  }

  #refresh(pair: number, a: number, b: number, t: number): void {
    const middle = (Math.floor(t / this.#cellMs) + 0.5) * this.#cellMs;
    const relation = this.#scene.relation(a, b, middle);
    this.#losses[pair] = relation ? this.#lossOf(relation, a, b, middle) : Number.POSITIVE_INFINITY;
    const stillness = Math.floor(t / this.#parameters.shadowMs);
    this.#channelWords[pair] = hash(this.#seed, CHANNEL, a, b, stillness, relation?.place ?? 0);
  }

  #lossOf(relation: Relation, a: number, b: number, t: number): number {
    const { pathLossExponent, wallDb, shadowSdDb } = this.#parameters;
    return (
      10 * pathLossExponent * Math.log10(relation.metres) +
      wallDb * relation.walls +
      this.#bodyLoss(relation.turned?.[0] ?? this.#drawnTurn(relation.placement, a, b, t)) +
      this.#bodyLoss(relation.turned?.[1] ?? this.#drawnTurn(relation.placement, b, a, t)) +
      shadowSdDb * this.#drifting(a, b, t)
    );
  }

  /** How far `person` is turned from `other` where nothing is known but how they stand, degrees. */
  #drawnTurn(placement: Placement, person: number, other: number, t: number): number {
    const [least, most] = TURNED[placement];
    const posture = Math.floor(t / this.#parameters.postureMs);
    return least + (most - least) * unitOf(hash(this.#seed, BODY, person, other, posture));
  }

  /** What the body of who is turned so far takes. */
  #bodyLoss(degrees: number): number {
    return (this.#parameters.bodyDb * (1 - Math.cos((degrees * Math.PI) / 180))) / 2;
  }

  /** A normal draw of the pair that changes evenly from one span to the next, with constant variance. */
  #drifting(a: number, b: number, t: number): number {
    const step = Math.floor(t / this.#parameters.shadowMs);
    const share = t / this.#parameters.shadowMs - step;
    const before = normalOf(hash(this.#seed, SHADOW, a, b, step));
    const after = normalOf(hash(this.#seed, SHADOW, a, b, step + 1));
    return (before * (1 - share) + after * share) / Math.hypot(1 - share, share);
  }
}
