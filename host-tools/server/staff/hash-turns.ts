/**
 * Turns at hashing passwords. A hash is slow on purpose and takes a thread that writing to disk needs too: few run at
 * once, few wait, and those who are known go first.
 */
import { refuse } from "../../contract/refusal.ts";

interface Turns {
  /** Refusal: busy, where too many wait already. Those who go first wait for one another only. */
  run<T>(work: () => Promise<T>, goesFirst: boolean): Promise<T>;
}

/** So many at once, of strangers one fewer; at most `most` wait in each of the two lines. */
export function openTurns(atOnce: number, most: number): Turns {
  const known = { waiting: [] as (() => void)[], running: 0 };
  const strangers = { waiting: [] as (() => void)[], running: 0 };
  const next = () => {
    const isFree = known.running + strangers.running < atOnce;
    if (isFree && known.waiting.length > 0) return known;
    return isFree && strangers.running < Math.max(1, atOnce - 1) ? strangers : undefined;
  };
  const start = () => {
    for (let line = next(); line && line.waiting.length > 0; line = next()) {
      line.running++;
      line.waiting.shift()!();
    }
  };
  return {
    async run(work, goesFirst) {
      const line = goesFirst ? known : strangers;
      if (line.waiting.length >= most) throw refuse("busy", "server");
      await new Promise<void>((resolve) => {
        line.waiting.push(resolve);
        start();
      });
      try {
        return await work();
      } finally {
        line.running--;
        start();
      }
    },
  };
}

/** Of the whole process: its threads are shared too. Who waits longest waits for about a second. */
export const hashTurns: Turns = openTurns(2, 48);
