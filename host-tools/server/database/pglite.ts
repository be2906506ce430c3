import { chmodSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { inTurn } from "../concurrency/in-turn.ts";
import { makeFolder } from "../disk/durable-files.ts";
import { endProcess } from "../process/ending.ts";
import { type Database, type Parameter, type Queries, written } from "./database.ts";
import { DatabaseFault, refusalFor } from "./database-fault.ts";

interface PgliteRequest {
  readonly id: number;
  readonly kind: "query" | "exec" | "close";
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

interface PgliteFault {
  readonly message: string;
  /** PostgreSQL's number of the error. */
  readonly code?: string;
  /** After it the database answers nothing, or spins. */
  readonly isDeadly: boolean;
}

type PgliteAnswer = { readonly id: number } & (
  | { readonly rows: readonly unknown[] }
  | { readonly fault: PgliteFault }
);

const TICK_MS = 1000;
/** One statement takes no longer, even one that writes a pilot's largest table anew. */
const LONGEST_TICKS = 600;
/** PGlite spins when a new segment of its write-ahead log (16 MB) finds no room. */
const FULL_BYTES = 32 * 1024 * 1024;
const FULL_TICKS = 5;

/**
 * PostgreSQL in this process (PGlite), in a thread of its own, in a folder that is made when missing, or in memory
 * without one. It runs without fsync: what was committed last may be gone after a power cut. The process ends (code 70)
 * when it breaks down or spins: only a new process gets it to work again.
 */
export async function openPglite(folder?: string): Promise<Database> {
  if (folder) {
    makeFolder(folder);
    // PGlite lets everybody read and write its files (0666): the folder keeps them out.
    chmodSync(folder, 0o700);
  }
  const thread = openThread(folder);
  try {
    await thread.ask("exec", "SELECT 1");
  } catch (error) {
    await thread.end();
    throw error;
  }
  thread.isOpen = true;
  const alone = inTurn();
  const queries = queriesOf(thread.ask);
  return {
    query: (sql, parameters) => alone(() => queries.query(sql, parameters)),
    exec: (sql) => alone(() => queries.exec(sql)),
    isDurable: false,
    answeredAt: () => thread.answeredAt,
    // The lock of the folder keeps others away.
    claim: async () => async () => {},
    transaction: (work) =>
      alone(async () => {
        await queries.exec("BEGIN");
        try {
          const result = await work(queries);
          await queries.exec("COMMIT");
          return result;
        } catch (error) {
          await queries.exec("ROLLBACK");
          throw error;
        }
      }),
    async close() {
      await alone(() => thread.ask("close"));
      await thread.end();
    },
  };
}

interface Thread {
  /** Until then an error is the opener's: it may throw the files away and try again. */
  isOpen: boolean;
  answeredAt: number;
  readonly ask: Ask;
  end(): Promise<unknown>;
}

type Ask = (
  kind: PgliteRequest["kind"],
  sql?: string,
  parameters?: readonly Parameter[],
) => Promise<unknown[]>;

function openThread(folder: string | undefined): Thread {
  const worker = new Worker(new URL("./pglite-thread.mjs", import.meta.url), {
    workerData: { folder },
    execArgv: [],
  });
  const waiting = new Map<number, { resolve(rows: unknown[]): void; reject(error: Error): void }>();
  let number = 0;
  // Ticks of our own loop, not time: where it was held up, answers are waiting that it has not seen yet.
  let ticks = 0;
  let isEnding = false;
  const broken = (what: string): void => {
    if (isEnding) return;
    if (thread.isOpen) endProcess(`${what} The process ends; what has a receipt is in the journal.`);
    for (const { reject } of waiting.values()) reject(new Error(what));
    waiting.clear();
  };
  const watch = setInterval(async () => {
    if (waiting.size === 0 || ++ticks < FULL_TICKS) return;
    if (ticks >= LONGEST_TICKS) endProcess(`The database has not answered for ${LONGEST_TICKS} s.`);
    if (ticks % FULL_TICKS !== 0 || folder === undefined) return;
    const { bavail, bsize } = await statfs(folder);
    if (ticks >= FULL_TICKS && bavail * bsize < FULL_BYTES)
      endProcess(`The disk of ${folder} is full and the database does not answer. Make room.`);
  }, TICK_MS).unref();

  worker.on("message", (answer: PgliteAnswer) => {
    ticks = 0;
    thread.answeredAt = performance.now();
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ("rows" in answer) asked?.resolve([...answer.rows]);
    else {
      const { message, code, isDeadly } = answer.fault;
      asked?.reject(new DatabaseFault(message, code));
      if (isDeadly) broken(`The database has broken down: ${message}.`);
    }
  });
  worker.on("error", (error) => broken(`The database's thread has failed: ${error.message}.`));
  worker.on("exit", () => broken("The database's thread has ended."));
  worker.unref();

  const thread: Thread = {
    isOpen: false,
    answeredAt: performance.now(),
    ask: (kind, sql = "", parameters = []) =>
      new Promise((resolve, reject) => {
        if (waiting.size === 0) ticks = 0;
        waiting.set(++number, { resolve, reject });
        worker.ref();
        const request: PgliteRequest = { id: number, kind, sql, parameters: parameters.map(sent) };
        worker.postMessage(request);
      }),
    end() {
      isEnding = true;
      clearInterval(watch);
      return worker.terminate();
    },
  };
  return thread;
}

/** A view of a large buffer would take the whole buffer along. */
function sent(parameter: Parameter): Parameter {
  const isView = parameter instanceof Uint8Array && parameter.byteLength < parameter.buffer.byteLength;
  return isView ? new Uint8Array(parameter) : written(parameter);
}

function queriesOf(ask: Ask): Queries {
  const asked = async (...words: Parameters<Ask>) => {
    try {
      return await ask(...words);
    } catch (error) {
      // It was made where the answer came in: here it is known who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw refusalFor(error);
    }
  };
  return {
    async query<Row>(sql: string, parameters: readonly Parameter[] = []) {
      return (await asked("query", sql, parameters)) as Row[];
    },
    async exec(sql) {
      await asked("exec", sql);
    },
  };
}
