/** Whose taps a gate answers on the air just now (SPEC.md §1). It reads no clock. */
import { encodeAnswer, MOST_TAGS, TAG_BYTES } from "../../protocol/gate-advert.ts";
import { EPOCH_MS } from "../lib/time.ts";

/** A tap is on the air for two seconds from its first advert, and is answered until 2.5 s behind its last one. */
const ANSWER_MS = 4500;
const RANDOM_BYTES = MOST_TAGS * TAG_BYTES;

interface Answered {
  readonly id: Uint8Array;
  readonly at: number;
}

export class Answers {
  /** The newest last. */
  readonly #live: Answered[] = [];
  /** Stays as it is while nobody comes or goes. */
  #advert: Uint8Array | undefined;

  /** Somebody has tapped, and it is on the disk. A fourth takes the place of the first. */
  add(id: Uint8Array, at: number): void {
    const again = this.#live.findIndex((one) => Buffer.compare(one.id, id) === 0);
    if (again >= 0) this.#live.splice(again, 1);
    this.#live.push({ id, at });
    if (this.#live.length > MOST_TAGS) this.#live.shift();
    this.#advert = undefined;
  }

  /** The advert of now; undefined where nobody is to be answered. `random`: draws what encodeAnswer takes. */
  due(now: number, random: (count: number) => Uint8Array): Uint8Array | undefined {
    while (this.#live.length > 0 && now - this.#live[0]!.at > ANSWER_MS) {
      this.#live.shift();
      this.#advert = undefined;
    }
    const last = this.#live.at(-1);
    if (!last) return undefined;
    const epoch = Math.floor(last.at / EPOCH_MS);
    const ids = this.#live.filter(({ at }) => Math.floor(at / EPOCH_MS) === epoch).map(({ id }) => id);
    this.#advert ??= encodeAnswer(epoch, ids, random(RANDOM_BYTES));
    return this.#advert;
  }
}
