/** A thread that goes through the days of some tokens and tells which of the IDs looked for are theirs. */
import { parentPort, workerData } from "node:worker_threads";
import { KEY_BYTES, Lanes } from "./lanes.ts";
import { type Found, type SearchDay, scanDays } from "./search-days.ts";

export interface SearchTask {
  readonly number: number;
  /** Day keys of tokens, all of one day. */
  readonly keys: Uint8Array;
  readonly keyDay: number;
}

export interface SearchAnswer {
  readonly number: number;
  readonly found: readonly Found[];
}

const { prefixes, days } = workerData as {
  readonly prefixes: readonly number[];
  readonly days: readonly SearchDay[];
};
const wanted = new Set(prefixes);
const lanes = new Lanes();
lanes.lookFor(prefixes);

parentPort!.on("message", ({ number, keys, keyDay }: SearchTask) => {
  const found = scanDays(lanes, wanted, days, keys, keyDay);
  // Keys are kept no longer than they are needed.
  keys.fill(0, 0, keys.length - (keys.length % KEY_BYTES));
  parentPort!.postMessage({ number, found } satisfies SearchAnswer);
});
