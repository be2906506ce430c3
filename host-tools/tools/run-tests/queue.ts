/** Runs jobs in the order of their list, some at one time. */
import type { Job, Outcome } from "./job.ts";

/**
 * Runs every job. One that is `after` another waits for it, and others go before it meanwhile. `onEnd` is told each outcome as it
 * comes.
 */
export async function runAll(
  jobs: readonly Job[],
  atOnce: number,
  run: (job: Job) => Promise<Outcome>,
  onEnd: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const waiting = [...jobs];
  const unfinished = new Set(jobs.map(({ name }) => name));
  const running = new Set<Promise<void>>();
  const outcomes: Outcome[] = [];
  const start = (job: Job) => {
    const ending = run(job).then((outcome) => {
      running.delete(ending);
      unfinished.delete(job.name);
      outcomes.push(outcome);
      onEnd(outcome);
    });
    running.add(ending);
  };
  while (waiting.length > 0 || running.size > 0) {
    while (running.size < atOnce) {
      const next = waiting.findIndex(({ after }) => after === undefined || !unfinished.has(after));
      if (next < 0) break;
      start(waiting.splice(next, 1)[0]!);
    }
    if (running.size === 0) throw new Error(`${waiting[0]!.name} waits for ${waiting[0]!.after} for ever.`);
    await Promise.race(running);
  }
  return outcomes;
}
