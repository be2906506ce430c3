/**
 * Tests that draw at random draw something else each time. BLUEZONE_SEED=<number> draws again what a failure has named; Mocha loads
 * this file before all tests, so that fast-check takes the seed, too.
 */
import { randomInt } from "node:crypto";
import fc from "fast-check";

const TOLD = process.env.BLUEZONE_SEED;

/** The seed of this process. */
export const SEED = TOLD ? Number(TOLD) : randomInt(2 ** 31);
if (!Number.isInteger(SEED)) throw new Error(`BLUEZONE_SEED=${TOLD} is no whole number.`);

fc.configureGlobal({ seed: SEED });

/** Some values of an arbitrary, drawn with the seed of this process. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed: SEED });
}

/** Does what draws with the seed; an error names it. */
export async function drawing<T>(work: (seed: number) => T | Promise<T>): Promise<T> {
  try {
    return await work(SEED);
  } catch (error) {
    // Mocha shows an assertion's difference in place of its message, and always the stack.
    if (error instanceof Error)
      error.stack = `${error.stack}\n    Draw the same again: BLUEZONE_SEED=${SEED}`;
    throw error;
  }
}
