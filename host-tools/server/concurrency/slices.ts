/** Long work in slices, so that the event loop never waits for all of it. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { inTurn } from "./in-turn.ts";

/** With a query's answer and a collection of garbage beside it a request waits some times as long. */
const SLICE_MS = 8;

/** Work that may be interrupted where it yields. */
export type Sliced<T> = Generator<void, T>;

/** Does one piece of work after another, and lets everybody else through after each slice. */
export function slicer(ms = SLICE_MS): <T>(work: () => Sliced<T>) => Promise<T> {
  const alone = inTurn();
  let end = 0;
  return (work) =>
    alone(async () => {
      const steps = work();
      for (;;) {
        if (performance.now() >= end) {
          await nextTurn();
          end = performance.now() + ms;
        }
        const { done, value } = steps.next();
        if (done) return value;
      }
    });
}

/** All of it at once, for those who wait for nobody. */
export function whole<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
