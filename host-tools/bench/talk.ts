/** A session with the server, kept open while boards are at work. Its cookie is in memory alone. */
import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerOf } from "../contract/plain.ts";
import type { problemAnswer } from "../contract/problem.ts";
import { SESSION_COOKIE } from "../contract/session-cookie.ts";

const CSRF_HEADER = "x-csrf-token";
const KEY_HEADER = "Idempotency-Key";
const AGAIN_MS = [500, 1000, 2000, 5000, 10_000];
const LONGEST_MS = 30_000;
/** Half of what a session may be idle. */
const AWAKE_MS = 5 * 60_000;

/** The server understood and said no; the message is its own. */
export class ServerRefused extends Error {
  override readonly name = "ServerRefused";
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

export class Talk {
  readonly #server: URL;
  readonly #waiting: (why: string) => void;
  /** Signs in anew; called when the session has ended. */
  enter: () => Promise<void> = async () => {};
  #cookie = "";
  #csrf = "";
  #entering: Promise<void> | undefined;
  #awake: NodeJS.Timeout | undefined;

  /** Throws when keys would travel in the clear over a network. `waiting` is told why nothing goes on. */
  constructor(server: string, waiting: (why: string) => void) {
    this.#server = new URL(server);
    const isOwn = ["localhost", "127.0.0.1", "[::1]"].includes(this.#server.hostname);
    if (this.#server.protocol !== "https:" && !isOwn)
      throw new Error(`${server}: a server on another machine is spoken to over https alone`);
    this.#waiting = waiting;
  }

  /** One request; what cannot be reached is tried again, with the same key. Throws ServerRefused. */
  async ask<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
    for (let tries = 0; ; tries++) {
      const answer = await this.#send(method, path, body, key).catch((error: Error) => error);
      const isDown = answer instanceof Error || answer.status >= 500 || answer.status === 429;
      if (!isDown && answer.status === 401 && path !== "/api/session") {
        await this.signIn();
        continue;
      }
      if (!isDown) return this.#read<T>(answer);
      this.#waiting(
        answer instanceof Error
          ? `the server is not reached (${answer.message})`
          : `the server says ${answer.status}`,
      );
      await sleep(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
    }
  }

  /** One at a time, however many boards wait. */
  signIn(): Promise<void> {
    this.#entering ??= this.enter().finally(() => {
      this.#entering = undefined;
    });
    return this.#entering;
  }

  /** From now on the session is asked for now and then, so that it does not end while somebody fetches boards. */
  stayAwake(): void {
    this.#awake ??= setInterval(() => void this.ask("GET", "/api/session").catch(() => {}), AWAKE_MS).unref();
  }

  close(): void {
    clearInterval(this.#awake);
  }

  async #send(method: string, path: string, body: unknown, key: string | undefined): Promise<Response> {
    const headers: Record<string, string> = { [CSRF_HEADER]: this.#csrf };
    if (this.#cookie) headers.cookie = `${SESSION_COOKIE}=${this.#cookie}`;
    if (key !== undefined) headers[KEY_HEADER] = key;
    if (body !== undefined) headers["content-type"] = "application/json";
    const answer = await fetch(new URL(path, this.#server), {
      method,
      headers,
      signal: AbortSignal.timeout(LONGEST_MS),
      redirect: "error",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const found = new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(cookie);
      if (found) this.#cookie = found[1]!;
    }
    return answer;
  }

  async #read<T>(answer: Response): Promise<T> {
    const told = (await answer.json().catch(() => ({}))) as T &
      Partial<AnswerOf<typeof problemAnswer>> & { csrf?: string };
    if (!answer.ok)
      throw new ServerRefused(
        told.error?.reason ?? String(answer.status),
        told.error?.en ?? answer.statusText,
      );
    if (typeof told.csrf === "string") this.#csrf = told.csrf;
    return told;
  }
}
