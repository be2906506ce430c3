/** Bluezone's key chain of many tokens at once: the same values as protocol/rolling-id.ts, four chains side by side. */
import { EPOCHS_PER_DAY } from "../../../../protocol/epoch.ts";
import type { Sliced } from "../../concurrency/slices.ts";
import { FILTER_BITS, FILTER_BYTES, HIT_BYTES, LANE_MODULE } from "./lane-code.ts";

export const KEY_BYTES = 32;
export const LANES = 4;
const STEP_BYTES = 32;

/** Where things stand in the module's memory. */
const STATE = 0;
const FILTER = 4096;
const OUT = FILTER + FILTER_BYTES;

/** Of the standard's interface what is used here; Node's types leave it out. */
interface WasmInterface {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}
const { Module, Instance } = (globalThis as unknown as { WebAssembly: WasmInterface }).WebAssembly;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  walk(state: number, times: number): void;
  list(state: number, out: number, count: number): void;
  scan(state: number, count: number, filter: number, hits: number): number;
}

/** A place where a chain's ID is one of those looked for: number of the key, epoch of the day, the ID's prefix. */
type Hit = (key: number, epochOfDay: number, prefix: number) => void;

let compiled: object | undefined;

export class Lanes {
  readonly #exports: Exports;
  readonly #words: Uint32Array;
  readonly #bytes: Uint8Array;

  constructor() {
    compiled ??= new Module(LANE_MODULE);
    this.#exports = new Instance(compiled).exports as Exports;
    this.#words = new Uint32Array(this.#exports.memory.buffer);
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
  }

  /** Puts up to four keys of 32 bytes, from `keys` at key number `from`, into the lanes. */
  load(keys: Uint8Array, from: number, to: number): void {
    const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
    for (let lane = 0; lane < LANES; lane++) {
      const at = Math.min(from + lane, to - 1) * KEY_BYTES;
      for (let word = 0; word < 8; word++)
        this.#words[STATE / 4 + word * LANES + lane] = view.getUint32(at + 4 * word);
    }
  }

  /** Takes the keys out of the lanes again. */
  store(keys: Uint8Array, from: number, to: number): void {
    const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
    for (let lane = 0; lane < Math.min(LANES, to - from); lane++)
      for (let word = 0; word < 8; word++)
        view.setUint32((from + lane) * KEY_BYTES + 4 * word, this.#words[STATE / 4 + word * LANES + lane]!);
  }

  /** Takes one lane's key out, as key number `to`. */
  storeLane(lane: number, keys: Uint8Array, to: number): void {
    const at = to * KEY_BYTES;
    for (let word = 0; word < 8; word++) {
      const value = this.#words[STATE / 4 + word * LANES + lane]!;
      keys[at + 4 * word] = value >>> 24;
      keys[at + 4 * word + 1] = value >>> 16;
      keys[at + 4 * word + 2] = value >>> 8;
      keys[at + 4 * word + 3] = value;
    }
  }

  /** The keys in the lanes so many days later (0 and more). */
  walk(days: number): void {
    if (days > 0) this.#exports.walk(STATE, days);
  }

  /** Prefixes of the first `count` IDs of each of `keys` (day keys, 32 bytes each), key after key. */
  list(keys: Uint8Array, count = EPOCHS_PER_DAY): Float64Array {
    const number = keys.length / KEY_BYTES;
    const prefixes = new Float64Array(number * count);
    for (let from = 0; from < number; from += LANES) {
      this.load(keys, from, number);
      this.#exports.list(STATE, OUT, count);
      for (let lane = 0; lane < Math.min(LANES, number - from); lane++)
        for (let step = 0; step < count; step++) {
          const at = (OUT + step * STEP_BYTES) / 4 + lane;
          prefixes[(from + lane) * count + step] = this.#words[at]! * 65536 + this.#words[at + LANES]!;
        }
    }
    return prefixes;
  }

  /** What `scan` looks for from now on. */
  lookFor(prefixes: Iterable<number>): void {
    this.#bytes.fill(0, FILTER, FILTER + FILTER_BYTES);
    for (const prefix of prefixes) {
      const bit = Math.floor(prefix / 65536 / 2 ** (32 - FILTER_BITS));
      this.#bytes[FILTER + (bit >> 3)]! |= 1 << (bit & 7);
    }
  }

  /**
   * Goes through the first `count` IDs of the day keys in the lanes. Among a million IDs, some four thousandths of those
   * looked for per thousand come back although they are others: the caller compares.
   */
  scan(count: number, first: number, keys: number, hit: Hit): void {
    const end = this.#exports.scan(STATE, count, FILTER, OUT);
    for (let at = OUT / 4; at < end / 4; at += HIT_BYTES / 4) {
      const place = this.#words[at]!;
      const lane = place % LANES;
      if (first + lane < keys)
        hit(first + lane, (place - lane) / LANES, this.#words[at + 1]! * 65536 + this.#words[at + 2]!);
    }
  }

  /** The first `counts[i]` IDs, and perhaps some more, of key number i: keys of like counts go side by side. */
  *scanEach(keys: Uint8Array, counts: readonly number[], hit: Hit): Sliced<void> {
    const order = [...counts.keys()].sort((a, b) => counts[a]! - counts[b]!);
    const loaded = new Uint8Array(LANES * KEY_BYTES);
    for (let from = 0; from < order.length; from += LANES) {
      const some = order.slice(from, from + LANES);
      for (const [lane, key] of some.entries())
        loaded.set(keys.subarray(key * KEY_BYTES, (key + 1) * KEY_BYTES), lane * KEY_BYTES);
      this.load(loaded, 0, some.length);
      this.scan(counts[some.at(-1)!]!, 0, some.length, (lane, epoch, prefix) =>
        hit(some[lane]!, epoch, prefix),
      );
      yield;
    }
  }

  /** The first `count` IDs of each of `keys` (day keys, 32 bytes each). */
  *scanAll(keys: Uint8Array, count: number, hit: Hit): Sliced<void> {
    const number = keys.length / KEY_BYTES;
    for (let from = 0; from < number; from += LANES) {
      this.load(keys, from, number);
      this.scan(count, from, number, hit);
      yield;
    }
  }
}
