/** Small fast generator of reproducible random numbers (xorshift, 128 bits of state). */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    this.#a = (seed ^ 0x9e3779b9) | 0;
    this.#b = (Math.imul(seed, 0x85ebca6b) ^ 0x243f6a88) | 0;
    this.#c = 0xb7e15162 | 0;
    this.#d = (seed >>> 16) | 1;
    for (let i = 0; i < 16; i++) this.int32();
  }

  /** Integer from -2^31 to 2^31 - 1. */
  int32(): number {
    let t = this.#d;
    const s = this.#a;
    this.#d = this.#c;
    this.#c = this.#b;
    this.#b = s;
    t ^= t << 11;
    t ^= t >>> 8;
    this.#a = t ^ s ^ (s >>> 19);
    return this.#a;
  }

  /** Float in [0, 1). */
  float(): number {
    return (this.int32() >>> 0) / 4294967296;
  }
}
