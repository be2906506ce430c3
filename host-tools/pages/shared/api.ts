/** The server's doors as the pages use them. Everything goes to the own origin; nothing is kept but the CSRF word. */
import type { KnownCase, Meanwhile } from "../../contract/changes.ts";
import type { ProblemAnswer, ProblemReason } from "../../contract/problem.ts";
import type { Resembling } from "../../contract/roster.ts";
import type { Both } from "./language.ts";
import { askedFor, RequestKeys } from "./request-keys.ts";

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
  }
}

/** The session, the rate limit or a fault of the server stand in the way, not what was sent: it may go later. */
export function isForLater({ status, reason }: ApiProblem): boolean {
  return status >= 500 || status === 429 || ["signed-out", "stage", "csrf"].includes(reason);
}

/** The server could not be reached, or something between answered in its place. */
export class NoNetwork extends Error {
  override readonly name: string = "NoNetwork";
}

/** No answer came to what was to change something: nobody here knows whether it was done. Asked again, it is done once. */
export class NoAnswer extends NoNetwork {
  override readonly name = "NoAnswer";
}

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Body = object | Uint8Array<ArrayBuffer>;

interface Sending {
  readonly patienceMs?: number;
  /** UUID of what is done; one is made unless told. */
  readonly key?: string;
}

const PATIENCE_MS = 15_000;
/** For work that takes the server its time, and for great files. */
export const LONG_PATIENCE_MS = 300_000;

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
      throw error instanceof NoNetwork ? new NoAnswer() : error;
    }
  }

  async #ask<T>(
    method: Method,
    path: string,
    body: Body | undefined,
    { patienceMs = PATIENCE_MS, key }: Sending,
  ): Promise<T> {
    const isBytes = body instanceof Uint8Array;
    let response: Response;
    try {
      response = await fetch(path, {
        method,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        headers: {
          // The server holds its own clock against those of many computers.
          "x-computer-time": String(Date.now()),
          ...(method === "GET" ? {} : { "x-csrf-token": this.csrf }),
          ...(key === undefined ? {} : { "idempotency-key": `"${key}"` }),
          ...(body === undefined
            ? {}
            : { "content-type": isBytes ? "application/octet-stream" : "application/json" }),
        },
        ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch {
      this.onReach(false);
      throw new NoNetwork();
    }
    const answer = await response.json().catch(() => undefined);
    const refused = (answer as Partial<ProblemAnswer> | undefined)?.error;
    // A proxy or a hotel's sign-in page is not the server.
    if (answer === undefined || (!response.ok && !refused)) {
      this.onReach(false);
      throw new NoNetwork();
    }
    this.onReach(true);
    if (!refused) return answer as T;
    if (refused.reason === "signed-out" || refused.reason === "stage")
      this.onStage(refused.reason, refused.field);
    throw new ApiProblem(response.status, refused);
  }
}
