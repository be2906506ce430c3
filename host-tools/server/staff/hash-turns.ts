/**
 * Turns at hashing passwords. A hash is slow on purpose and takes a thread that writing to disk needs too: few run at
 * once, few wait, and those who are known go first.
 */
import { refuse } from "../refusal.ts";

export interface Turns {
  /** Refusal: busy, where too many wait already. Those who go first wait for one another only. */
  run<T>(work: () => Promise<T>, goesFirst: boolean): Promise<T>;
}

/** So many at once; at most `most` wait in each of the two lines. */
export function openTurns(atOnce: number, most: number): Turns {
  const lines = { first: [] as (() => void)[], second: [] as (() => void)[] };
  let running = 0;
  const next = () => {
    const start = lines.first.shift() ?? lines.second.shift();
    if (start) start();
    else running--;
  };
  return {
    async run(work, goesFirst) {
      const line = goesFirst ? lines.first : lines.second;
      if (running < atOnce) running++;
      else {
        if (line.length >= most) throw refuse("busy", "server");
        await new Promise<void>((resolve) => line.push(resolve));
      }
      try {
        return await work();
      } finally {
        next();
      }
    },
  };
}

/** Of the whole process: its threads are shared too. Who waits longest waits for about half a second. */
export const hashTurns: Turns = openTurns(2, 48);
