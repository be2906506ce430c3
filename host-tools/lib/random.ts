/**
 * Chance by hashing. Every draw in the world is a pure function of a seed and of what the draw is about
 * (pair, time cell, packet), so results do not depend on the order in which things are evaluated.
 */

/** Mix one more integer into a 32-bit state (finalizer of the murmur family, one round a word). */
export function mix(state: number, word: number): number {
  let h = Math.imul(state ^ word, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** 32-bit hash of integers; each is taken modulo 2^32. */
export function hash(seed: number, ...words: number[]): number {
  let h = mix(0x51ed270b, seed);
  for (const word of words) h = mix(h, word);
  return h >>> 0;
}

/** Hash of a text, to turn names into words for `hash`. */
export function hashText(text: string): number {
  let h = text.length;
  for (let i = 0; i < text.length; i++) h = mix(h, text.charCodeAt(i));
  return h >>> 0;
}

/** A hash value as a number in [0, 1). */
export const unitOf = (h: number): number => (h >>> 0) / 4294967296;

const QUANTILES = normalQuantiles(4096);

/** A hash value as a draw from the standard normal distribution (4096 equally likely values, |z| <= 3.7). */
export const normalOf = (h: number): number => QUANTILES[(h >>> 20) & 4095]!;

/** A stream of draws for generators that run through their data in one fixed order. */
export class Stream {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number, ...words: number[]) {
    this.#seed = hash(seed, ...words);
  }

  /** Next number in [0, 1). */
  unit(): number {
    this.#count++;
    return unitOf(hash(this.#seed, this.#count));
  }

  /** Next number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Next integer in 0..count-1. */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** The items in a new random order. */
  shuffled<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = out[i]!;
      out[i] = out[j]!;
      out[j] = kept;
    }
    return out;
  }
}

/** Quantiles of the standard normal at (i + 0.5) / count, by bisection on a series for its integral. */
function normalQuantiles(count: number): Float64Array {
  const table = new Float64Array(count);
  for (let i = count >> 1; i < count; i++) {
    const p = (i + 0.5) / count;
    let low = 0;
    let high = 6;
    for (let step = 0; step < 40; step++) {
      const middle = (low + high) / 2;
      if (normalIntegral(middle) < p) low = middle;
      else high = middle;
    }
    table[i] = (low + high) / 2;
    table[count - 1 - i] = -table[i]!;
  }
  return table;
}

/** Standard normal distribution function for z >= 0, by the power series of its integral. */
function normalIntegral(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 1; k < 120; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
