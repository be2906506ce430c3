import { refuse } from "../../contract/refusal.ts";

/** Runs what it is given one after another, in the order of the calls, whatever became of the one before. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
}

/** Runs so many at a time of what it is given, in the order of the calls. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

/** Lets work through until it is closed; then refuses it ("stopping"), and is closed when all that went in is done. */
export function openDoor(): {
  through<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
} {
  const inside = new Set<Promise<unknown>>();
  let isClosed = false;
  return {
    async through(work) {
      if (isClosed) throw refuse("stopping", "server");
      const result = work();
      inside.add(result);
      try {
        return await result;
      } finally {
        inside.delete(result);
      }
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(inside);
    },
  };
}
