/** Has lists read in threads of their own, a few at a time: a file that blows up takes its thread along, and nothing else. */
import { Worker } from "node:worker_threads";
import type { RosterField } from "../../contract/roster-files.ts";
import type { Unit } from "../../contract/units.ts";
import type { Checked } from "../../roster/check.ts";
import type { FileFaultCode } from "../../roster/words.ts";
import { atMost } from "../concurrency/in-turn.ts";
import type { FoundDouble, KnownPerson } from "./judge.ts";

export interface ListTask {
  readonly bytes: Uint8Array;
  /** In the province, ISO. */
  readonly today: string;
  readonly choice: Readonly<Partial<Record<RosterField, number>>> | undefined;
  readonly repairsPhones: boolean;
  readonly units: readonly Unit[];
  /** Units in which people of the list may live. */
  readonly within: ReadonlySet<string>;
  /** Against whom the rows are held. */
  readonly people: readonly KnownPerson[];
  /** Whether the file is to be given back with marks. */
  readonly isMarked: boolean;
}

export interface ReadList extends Checked {
  readonly doubles: readonly FoundDouble[];
  readonly otherSheets: readonly string[];
  readonly marked: Uint8Array | undefined;
}
/** Columns are told where there is a table at all: somebody may choose what they hold. */
type Unread = { readonly fault: FileFaultCode } & Partial<Pick<Checked, "columns" | "headingRow">>;
export type ListRead = ReadList | Unread;

const THREADS = 2;
/** A list of 20,000 rows needs less than a third of it. */
const MOST_MEGABYTES = 768;
const MOST_MS = 60_000;
const turn = atMost(THREADS);

/** A release is plain JavaScript; TypeScript runs under tsx, which a thread has to be told again. */
function startWorker(workerData: ListTask): Worker {
  const file = import.meta.url.endsWith(".js") ? "./list-worker.js" : "./list-thread.mjs";
  return new Worker(new URL(file, import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
}

export function readList(task: ListTask): Promise<ListRead> {
  return turn(
    () =>
      new Promise((resolve, reject) => {
        const worker = startWorker(task);
        const late = setTimeout(() => void worker.terminate(), MOST_MS);
        const end = (then: () => void) => {
          clearTimeout(late);
          then();
          void worker.terminate();
        };
        worker.once("message", (read: ListRead) => end(() => resolve(read)));
        worker.once("error", (error: NodeJS.ErrnoException) =>
          end(() =>
            error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve({ fault: "too-large" }) : reject(error),
          ),
        );
        // Ended by the clock.
        worker.once("exit", () => end(() => resolve({ fault: "too-large" })));
      }),
  );
}
