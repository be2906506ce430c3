const GOLDEN = 0x9e3779b97f4a7c15n;
const BITS = (1n << 64n) - 1n;

/**
 * The generator of a build with a radio (docs/CONFORMANCE.md, SIM_SEED): Math.random begins with the seed itself, and E.hwRand
 * gets the numbers of SplitMix64, the two halves of each XORed.
 */
export class SplitMix {
  readonly seed: number;
  #state: bigint;

  constructor(seed: number) {
    this.seed = seed;
    this.#state = BigInt(seed);
  }

  /** Integer from -2^31 to 2^31 - 1. */
  int32(): number {
    this.#state = (this.#state + GOLDEN) & BITS;
    let mixed = ((this.#state ^ (this.#state >> 30n)) * 0xbf58476d1ce4e5b9n) & BITS;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & BITS;
    mixed ^= mixed >> 31n;
    return Number((mixed >> 32n) ^ (mixed & 0xffffffffn)) | 0;
  }
}
