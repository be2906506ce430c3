/** The server's doors as the pages use them. Everything goes to the own origin; nothing is kept but the CSRF word. */
import type { KnownCase, Meanwhile } from "../../contract/changes.ts";
import type { ProblemAnswer, ProblemReason } from "../../contract/problem.ts";
import type { Resembling } from "../../contract/roster.ts";
import type { WrongRow } from "../../contract/rows.ts";
import type { StockDoubt } from "../../contract/stock.ts";
import { UPLOADS } from "../../contract/uploads.ts";
import type { Both } from "./language.ts";
import { askedFor, RequestKeys } from "./request-keys.ts";
import { upload } from "./upload.ts";

/** A refusal that the server put into words. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  /** The server's fixed word, such as "worn". */
  readonly reason: ProblemReason;
  readonly field: string | undefined;
  readonly say: Both<string>;
  /** To be read to support. */
  readonly number: string;
  /** Both words where a colleague has changed the same ("meanwhile"). */
  readonly meanwhile: readonly Meanwhile[];
  /** Cases that there are already ("open-case"). */
  readonly cases: readonly KnownCase[];
  /** Who may be the person already ("double"). */
  readonly persons: readonly Resembling[];
  /** Tokens that the person wears ("wears-other"). */
  readonly serials: readonly number[];
  /** What the stock says of the token ("stock"). */
  readonly stock: StockDoubt | undefined;
  /** Rows of a sheet that do not fit ("rows"). */
  readonly rows: readonly WrongRow[];

  constructor(status: number, body: ProblemAnswer["error"]) {
    super(body.reason);
    this.status = status;
    this.reason = body.reason;
    this.field = body.field;
    this.say = { vi: body.vi, en: body.en };
    this.number = body.number;
    this.meanwhile = body.meanwhile ?? [];
    this.cases = body.cases ?? [];
    this.persons = body.persons ?? [];
    this.serials = body.serials ?? [];
    this.stock = body.stock;
    this.rows = body.rows ?? [];
  }
}

/** The session, the rate limit or a fault of the server stand in the way, not what was sent: it may go later. */
export function isForLater({ status, reason }: ApiProblem): boolean {
  return (
    status >= 500 || status === 429 || status === 408 || ["signed-out", "stage", "csrf"].includes(reason)
  );
}

/** The server could not be reached, or something between answered in its place. */
export class NoNetwork extends Error {
  override readonly name: string = "NoNetwork";
}

/** No answer came to what was to change something: nobody here knows whether it was done. Asked again, it is done once. */
export class NoAnswer extends NoNetwork {
  override readonly name = "NoAnswer";
}

/** What was sent did not move any more: the network is too slow, or broke off. Nothing was done. */
export class TooSlow extends NoNetwork {
  override readonly name = "TooSlow";
}

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Body = object | Uint8Array<ArrayBuffer>;

interface Sending {
  readonly patienceMs?: number;
  /** Of a great file: patience follows what moves, and it is told which share of it has left. */
  readonly onProgress?: (share: number) => void;
  /** UUID of what is done; one is made unless told. */
  readonly key?: string;
}

const PATIENCE_MS = 15_000;
/** For work that takes the server its time. */
export const LONG_PATIENCE_MS = UPLOADS.answerMs;
const TIMED_OUT = 408;

export class Api {
  /** Goes with everything that changes something; the server tells it at sign-in. */
  csrf = "";
  /** Called with true after an answer of the server, with false when it could not be reached. */
  onReach: (isReached: boolean) => void = () => {};
  /** Called when the server says that the session is over ("signed-out") or not open ("stage", with the stage). */
  onStage: (reason: "signed-out" | "stage", stage: string | undefined) => void = () => {};
  readonly #keys = new RequestKeys();

  /** Throws ApiProblem or NoNetwork. */
  get<T>(path: string): Promise<T> {
    return this.#ask("GET", path, undefined, {});
  }

  /**
   * Asks for a change, which is done once: what got no answer bears the same key when it is asked for again. A body is sent as
   * JSON, bytes as they are. Throws ApiProblem, or NoAnswer; of the session NoNetwork.
   */
  async send<T>(
    method: Exclude<Method, "GET">,
    path: string,
    body?: Body,
    sending: Sending = {},
  ): Promise<T> {
    // Whoever is signed in twice, or locked twice, has lost nothing.
    if (path.startsWith("/api/session")) return this.#ask(method, path, body, sending);
    const asked = await askedFor(method, path, body);
    const key = sending.key ?? this.#keys.of(asked);
    try {
      const answer = await this.#ask<T>(method, path, body, { ...sending, key });
      this.#keys.answered(asked);
      return answer;
    } catch (error) {
      if (error instanceof ApiProblem && !isForLater(error)) this.#keys.answered(asked);
      throw error instanceof NoNetwork && !(error instanceof TooSlow) ? new NoAnswer() : error;
    }
  }

  async #ask<T>(method: Method, path: string, body: Body | undefined, sending: Sending): Promise<T> {
    const { status, text } = await this.#answered(method, path, body, sending);
    const answer = parsed(text);
    const refused = (answer as Partial<ProblemAnswer> | undefined)?.error;
    const isDone = status >= 200 && status < 300;
    // A proxy or a hotel's sign-in page is not the server.
    if (answer === undefined || (!isDone && !refused)) {
      this.onReach(false);
      throw status === TIMED_OUT ? new TooSlow() : new NoNetwork();
    }
    this.onReach(true);
    if (!refused) return answer as T;
    if (refused.reason === "signed-out" || refused.reason === "stage")
      this.onStage(refused.reason, refused.field);
    throw new ApiProblem(status, refused);
  }

  /** Throws NoNetwork. */
  async #answered(
    method: Method,
    path: string,
    body: Body | undefined,
    { patienceMs = PATIENCE_MS, onProgress, key }: Sending,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const isBytes = body instanceof Uint8Array;
    const headers = {
      // The server holds its own clock against those of many computers.
      "x-computer-time": String(Date.now()),
      ...(method === "GET" ? {} : { "x-csrf-token": this.csrf }),
      ...(key === undefined ? {} : { "idempotency-key": `"${key}"` }),
      ...(body === undefined
        ? {}
        : { "content-type": isBytes ? "application/octet-stream" : "application/json" }),
    };
    if (isBytes && onProgress) {
      const answer = await upload({ method, path, headers, body, patience: UPLOADS, onProgress });
      if (typeof answer === "object") return answer;
      this.onReach(false);
      throw answer === "stalled" ? new TooSlow() : new NoNetwork();
    }
    try {
      const response = await fetch(path, {
        method,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        headers,
        ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
      // What breaks off in the middle is no answer either.
      return { status: response.status, text: await response.text().catch(() => "") };
    } catch {
      this.onReach(false);
      throw new NoNetwork();
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
