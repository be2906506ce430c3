/** 2^31: what rand() is below. */
const RANGE = 0x80000000;

/**
 * The generator behind Math.random, number for number (Espruino 2v29, src/jsutils.c, rand and srand): two multiplications
 * with carry, 31 bits of their sum. It is seeded once, when the chip starts; load() and reset() go on with it.
 */
export class MultiplyWithCarry {
  #w = 0;
  #z = 0;

  constructor(seed: number) {
    this.seed(seed);
  }

  /** E.srand: 32 bits. A seed with an empty half makes poor numbers, and 0 none but 0, as on the token. */
  seed(value: number): void {
    this.#w = ((value & 0xffff) | (value << 16)) >>> 0;
    this.#z = ((value & 0xffff0000) | (value >>> 16)) >>> 0;
  }

  /** The next whole number, 0 to 2^31 - 1. */
  next(): number {
    this.#z = 36969 * (this.#z & 0xffff) + (this.#z >>> 16);
    this.#w = 18000 * (this.#w & 0xffff) + (this.#w >>> 16);
    return ((this.#z << 16) + this.#w) & (RANGE - 1);
  }

  /** Math.random: 0 to 1, without 1. */
  fraction(): number {
    return this.next() / RANGE;
  }

  /** Math.randInt: below the range, or 32 bits where it is none. */
  below(range: number): number {
    return range > 0 ? this.next() % range : this.next() ^ (this.next() << 1);
  }
}
