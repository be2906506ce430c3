/**
 * The choices a generator makes, kept as numbers. The same numbers make the same script, so a script is made smaller by
 * making its numbers fewer and less: what comes out is still one that the generator can make.
 */
import { Stream } from "../../../lib/random.ts";

/** Choices below this are rounded to it, so that a probability has an integer. */
const FINE = 1024;

export class Choices {
  /** What was chosen so far, each 0 .. its bound - 1. */
  readonly made: number[] = [];
  readonly #given: readonly number[];
  readonly #stream: Stream | undefined;

  /** Where `given` ends the stream goes on; without one, everything is 0. */
  private constructor(given: readonly number[], stream: Stream | undefined) {
    this.#given = given;
    this.#stream = stream;
  }

  static drawn(seed: number, ...words: number[]): Choices {
    return new Choices([], new Stream(seed, ...words));
  }

  /** Choices that were made before, then zeros. */
  static again(given: readonly number[]): Choices {
    return new Choices(given, undefined);
  }

  /** An integer 0 .. bound - 1. */
  below(bound: number): number {
    const given = this.#given[this.made.length] ?? this.#stream?.below(bound) ?? 0;
    const value = given < bound ? given : 0;
    this.made.push(value);
    return value;
  }

  /** An integer low .. high. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** One of a list; the first is the simplest. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** True with a probability; false is the simpler one. */
  chance(probability: number): boolean {
    return this.below(FINE) >= FINE * (1 - probability);
  }

  /** What one of a list of makers makes. */
  one<T>(makers: readonly (() => T)[]): T {
    return this.pick(makers)();
  }

  /** `least` .. `most` things, each as likely to be the last; a choice before each, so that one can be left out. */
  some<T>(least: number, most: number, make: (index: number) => T): T[] {
    const things: T[] = [];
    for (let count = 0; count < most; count++) {
      if (count >= least && !this.chance(1 - 1 / (most - count + 1))) break;
      things.push(make(count));
    }
    return things;
  }
}

/** Lengths of what is left out at once: large parts first, then one thing of a few choices after the other. */
const PARTS = [1024, 512, 256, 128, 64, 32, 16, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1];
/** Parts up to this length are tried at every place. */
const FINE_PART = 8;

/**
 * The smallest choices found that `still` holds for; it held for `choices`. It is never asked about the same ones twice.
 */
export async function smallest(
  choices: readonly number[],
  still: (choices: readonly number[]) => Promise<boolean>,
): Promise<readonly number[]> {
  let best = choices;
  const asked = new Set<string>([best.join()]);
  const holds = async (candidate: readonly number[]): Promise<boolean> => {
    const name = candidate.join();
    if (asked.has(name)) return false;
    asked.add(name);
    if (!(await still(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let before: readonly number[] | undefined; before !== best; ) {
    before = best;
    for (const part of PARTS) {
      const step = part <= FINE_PART ? 1 : part >> 1;
      for (let start = best.length - part; start >= 0; start = Math.min(start, best.length) - step)
        await holds([...best.slice(0, start), ...best.slice(start + part)]);
    }
    for (let at = 0; at < best.length; at++)
      for (const value of [0, best[at]! >> 1, best[at]! - 1])
        if (value >= 0 && value < best[at]! && (await holds(best.with(at, value)))) break;
  }
  return best;
}
