/**
 * The server of works.ts, in a process of its own on the PostgreSQL of DATABASE_URL. Words: folder, reserve in bytes.
 * It enrols its tokens, says "ready", and answers each upload that it is sent with its receipt or a word for why not.
 */

import { DAY_MS } from "../../lib/time.ts";
import { endProcess } from "../../server/process/ending.ts";
import { openServer, type PageUpload, Refusal } from "../../server/server.ts";
import { DAY, enrolRequests, TOKENS } from "./works-load.ts";

export interface WorksRequest {
  readonly id: number;
  readonly upload: PageUpload;
}

export interface WorksAnswer {
  readonly id: number;
  /** Undefined with a receipt. */
  readonly refused?: string;
}

const [dir, reserve] = process.argv.slice(2);
const server = await openServer({
  dir: dir!,
  reserveBytes: Number(reserve),
  now: () => (DAY + 1) * DAY_MS,
  onFatal: ({ message }) => endProcess(message),
});
if ((await server.tokens()).length < TOKENS) await server.enrol(enrolRequests());

process.on("message", async (asked: WorksRequest | "end") => {
  if (asked === "end") {
    await server.close();
    process.exit(0);
  }
  const { id, upload } = asked;
  let refused: string | undefined;
  try {
    await server.receivePage(upload);
  } catch (error) {
    refused = error instanceof Refusal ? error.reason : "failed";
  }
  process.send!({ id, ...(refused === undefined ? {} : { refused }) } satisfies WorksAnswer);
});
process.send!("ready");
