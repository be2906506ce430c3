/** Adverts of strangers' devices: they fill a token's queue and disturb what it should hear. */

import { hash, mix, unitOf } from "../lib/random.ts";
import type { RadioParameters } from "./radio-parameters.ts";
import { OUT } from "./rooms.ts";
import type { Surroundings } from "./scene.ts";
import { strangerKind } from "./strangers.ts";

/** One packet of a stranger on the channel listened to. */
interface AmbientPacket {
  readonly start: number;
  readonly rssi: number;
  readonly device: StrangeDevice;
}

export interface StrangeDevice {
  readonly data: Uint8Array;
  readonly address: string;
}

/** Chance is drawn anew for each slot of this length; slots are short enough for at most a few packets. */
const SLOT_MS = 4;
const DEVICES = 256;
/** A token meets this many of them in a quarter of an hour. */
const DEVICES_AROUND = 40;
const AROUND_MS = 900_000;

export class Ambient {
  readonly #scene: Surroundings;
  readonly #parameters: RadioParameters;
  readonly #seed: number;
  readonly #devices: readonly StrangeDevice[];

  constructor(scene: Surroundings, parameters: RadioParameters, seed: number) {
    this.#scene = scene;
    this.#parameters = parameters;
    this.#seed = seed;
    this.#devices = Array.from({ length: DEVICES }, (_, i) => strangeDevice(hash(seed, i)));
  }

  /** Strangers' packets that begin in [from, to) where this person is, ascending. */
  packets(person: number, from: number, to: number): AmbientPacket[] {
    const found: AmbientPacket[] = [];
    for (let slot = Math.floor(from / SLOT_MS); slot * SLOT_MS < to; slot++) {
      const rate = this.#rateAt(person, slot * SLOT_MS);
      if (rate <= 0) continue;
      const word = hash(this.#seed, person, slot);
      // Poisson arrivals: exponential gaps within the slot.
      let at = slot * SLOT_MS;
      for (let i = 1; ; i += 2) {
        at += (-Math.log(1 - unitOf(mix(word, i))) * 1000) / rate;
        if (at >= (slot + 1) * SLOT_MS || at >= to) break;
        if (at >= from) found.push(this.#packet(person, at, mix(word, i + 1)));
      }
    }
    return found;
  }

  /** Adverts per second that reach this person. */
  #rateAt(person: number, t: number): number {
    const { amongPeople, alone } = this.#parameters.ambientPerSecond;
    return this.#scene.roomAt(person, t) === OUT ? alone : amongPeople;
  }

  #packet(person: number, start: number, word: number): AmbientPacket {
    const [weakest, strongest] = this.#parameters.ambientDbm;
    const around = hash(this.#seed, person, Math.floor(start / AROUND_MS));
    const device = this.#devices[(around + ((word >>> 16) % DEVICES_AROUND)) % DEVICES]!;
    return { start, rssi: weakest + (strongest - weakest) * unitOf(mix(word, 7)), device };
  }
}

function strangeDevice(word: number): StrangeDevice {
  const kind = strangerKind(unitOf(word));
  const tail = Array.from({ length: kind.tail }, (_, i) => hash(word, i) & 255);
  const address = Array.from({ length: 6 }, (_, i) =>
    (hash(word, 100 + i) & 255).toString(16).padStart(2, "0"),
  );
  return { data: Uint8Array.from([...kind.head, ...tail]), address: `${address.join(":")} random` };
}
