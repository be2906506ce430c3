/** The thread behind loop-watch.ts: it counts seconds in which the main thread did nothing, and ends the process. */
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const { beats, seconds } = workerData;
let last = -1;
let silent = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  silent = now === last ? silent + 1 : 0;
  last = now;
  if (silent < seconds) return;
  writeSync(
    2,
    `bztoken: The program has hung for ${seconds} s and is ended; what has a receipt is in the journal.\n`,
  );
  // A main thread that hangs runs no handler and no exit.
  process.kill(process.pid, "SIGKILL");
}, 1000);
