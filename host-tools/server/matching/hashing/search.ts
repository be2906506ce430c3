/** Who of all enrolled tokens had these IDs on the air: every day of every token, on all processors. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { EPOCHS_PER_DAY } from "../../../../protocol/epoch.ts";
import type { KeyWrapping } from "../../keys/key-wrapping.ts";
import { type EnrolledToken, keyLabel } from "../../tokens/directory.ts";
import type { IdOwner } from "../../tokens/id-owner.ts";
import { KEY_BYTES } from "./lanes.ts";
import type { SearchDay } from "./search-days.ts";
import type { SearchAnswer, SearchTask } from "./search-worker.ts";

/** Tokens in one task: some seconds of work at most. */
const TASK_TOKENS = 8192;
const TASKS_AHEAD = 2;

interface SearchRequest {
  readonly tokens: Iterable<EnrolledToken>;
  readonly wrapping: KeyWrapping;
  readonly prefixes: readonly number[];
  /** Ascending. */
  readonly days: readonly SearchDay[];
  readonly threads?: number;
}

/** A release is plain JavaScript; TypeScript runs under tsx, which a thread has to be told again. */
function startWorker(workerData: unknown): Worker {
  if (import.meta.url.endsWith(".js"))
    return new Worker(new URL("./search-worker.js", import.meta.url), { workerData });
  return new Worker(new URL("./search-thread.mjs", import.meta.url), { workerData });
}

/** Owners of those IDs that are a token's. Keys are unwrapped task by task and zeroed when it is done. */
export async function searchAll({
  tokens,
  wrapping,
  prefixes,
  days,
  threads = availableParallelism(),
}: SearchRequest): Promise<Map<number, IdOwner>> {
  const owners = new Map<number, IdOwner>();
  if (prefixes.length === 0 || days.length === 0) return owners;
  const tasks = tasksOf(tokens, wrapping);
  const last = days.at(-1)!.day;
  const serials = new Map<number, readonly number[]>();
  let number = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = startWorker({ prefixes, days });
      let under = 0;
      const feed = () => {
        while (under < TASKS_AHEAD) {
          const next = tasks.next();
          if (next.done) break;
          // Of a token enrolled after these days there is nothing to find.
          if (next.value.keyDay > last) continue;
          const { keys, keyDay } = next.value;
          serials.set(++number, next.value.serials);
          under++;
          worker.postMessage({ number, keys, keyDay } satisfies SearchTask, [keys.buffer as ArrayBuffer]);
        }
        if (under === 0) void worker.terminate();
      };
      worker.on("message", (answer: SearchAnswer) => {
        under--;
        for (const { key, day, epochOfDay, prefix } of answer.found)
          owners.set(prefix, {
            serial: serials.get(answer.number)![key]!,
            epoch: day * EPOCHS_PER_DAY + epochOfDay,
          });
        serials.delete(answer.number);
        feed();
      });
      worker.on("error", reject);
      worker.on("exit", () => resolve());
      feed();
    });
  await Promise.all(Array.from({ length: threads }, work));
  return owners;
}

interface Task {
  readonly keys: Uint8Array;
  readonly keyDay: number;
  readonly serials: readonly number[];
}

/** Tokens with keys of one day, some thousand at a time. */
function* tasksOf(tokens: Iterable<EnrolledToken>, wrapping: KeyWrapping): Generator<Task> {
  const open = new Map<number, EnrolledToken[]>();
  for (const token of tokens) {
    const group = open.get(token.firstDay) ?? [];
    open.set(token.firstDay, group);
    group.push(token);
    if (group.length < TASK_TOKENS) continue;
    open.delete(token.firstDay);
    yield taskOf(group, wrapping);
  }
  for (const group of open.values()) yield taskOf(group, wrapping);
}

function taskOf(group: readonly EnrolledToken[], wrapping: KeyWrapping): Task {
  const keys = new Uint8Array(group.length * KEY_BYTES);
  group.forEach(({ serial, dayKey }, i) => {
    keys.set(wrapping.unwrap(keyLabel(serial, "dayKey"), dayKey), i * KEY_BYTES);
  });
  return { keys, keyDay: group[0]!.firstDay, serials: group.map(({ serial }) => serial) };
}
