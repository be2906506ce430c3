import { Worker } from "node:worker_threads";

const BEAT_MS = 500;

/**
 * Ends the process, so that its supervisor starts it anew, when its main thread does nothing for so many seconds: one
 * that hangs answers nobody, not even SIGTERM. A stopped or suspended process is not counted. Returns what ends the watch.
 */
export function watchLoop(seconds = 60): () => Promise<unknown> {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const timer = setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  const thread = new Worker(new URL("./loop-watch-thread.mjs", import.meta.url), {
    workerData: { beats, seconds },
    execArgv: [],
  });
  // Without it the server goes on as before.
  thread.on("error", () => {});
  thread.unref();
  return () => {
    clearInterval(timer);
    return thread.terminate();
  };
}
