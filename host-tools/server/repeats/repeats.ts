/** Does each request once: one that comes again is answered as it was, and changes nothing. */

import { sameBytes } from "../../../protocol/bytes.ts";
import { refuse } from "../../contract/refusal.ts";
import { inTurn } from "../concurrency/in-turn.ts";
import type { Queries } from "../database/database.ts";
import { addDone, type Done, findDone, settle } from "./done-store.ts";
import { keyHash, openAnswer, printOf, sealAnswer } from "./sealed-answer.ts";

interface RepeatsParts {
  readonly queries: Queries;
  /** A transaction whose changes are durable when it resolves. */
  change<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** World ms. */
  readonly now: () => number;
}

interface Request {
  /** A random word of who asks, the same with each repetition. */
  readonly key: string;
  /** Who asks, and for what: JSON and bytes. Two of one key that differ in it are two requests. */
  readonly asked: unknown;
  /** What is answered where it was done, and what was answered then is not kept any more; refused ("not-found") unless told. */
  readonly otherwise?: unknown;
}

/** Keeps the answer with the change: called in the change's own transaction. */
export type Note = (queries: Queries, answer: unknown, about: readonly string[]) => Promise<void>;

export interface Work {
  /** Does it. What is not noted by then has changed nothing. */
  run(note: Note): Promise<unknown>;
  /** What comes behind the change and may be done twice; a repetition does it where that was cut short. */
  readonly settle?: (() => Promise<void>) | undefined;
}

export class Repeats {
  readonly #parts: RepeatsParts;
  readonly #turns = new Map<string, { readonly turn: ReturnType<typeof inTurn>; waiting: number }>();

  constructor(parts: RepeatsParts) {
    this.#parts = parts;
  }

  /**
   * The answer of `work`, or what it was the first time. Of two at the same time one waits for the other. What was refused or
   * failed before its change was written is done anew.
   * Refusals: other-request (it stands for something else), not-found (it told of somebody who was erased since).
   */
  async once(request: Request, work: Work): Promise<unknown> {
    const known = this.#turns.get(request.key) ?? { turn: inTurn(), waiting: 0 };
    this.#turns.set(request.key, known);
    known.waiting++;
    try {
      return await known.turn(() => this.#once(request, work));
    } finally {
      if (--known.waiting === 0) this.#turns.delete(request.key);
    }
  }

  async #once(request: Request, work: Work): Promise<unknown> {
    const { queries, change, now } = this.#parts;
    const { key, asked } = request;
    const hash = keyHash(key);
    const print = printOf(key, asked);
    const done = await findDone(queries, hash);
    if (done) {
      const answer = answerOf(request, print, done);
      if (!done.isSettled) await this.#settle(hash, work);
      return answer;
    }
    const isSettled = work.settle === undefined;
    const noteAs =
      (isSettled: boolean): Note =>
      (queries, answer, about) =>
        addDone(queries, { key: hash, print, answer: sealAnswer(key, answer), about, isSettled, at: now() });
    let isChanged = false;
    const answer = await work.run(async (...noted) => {
      await noteAs(isSettled)(...noted);
      isChanged = true;
    });
    if (!isChanged) await change((queries) => noteAs(true)(queries, answer, []));
    else if (!isSettled) await this.#settle(hash, work);
    return answer;
  }

  async #settle(hash: string, work: Work): Promise<void> {
    await work.settle?.();
    await this.#parts.change((queries) => settle(queries, hash));
  }
}

function answerOf({ key, otherwise }: Request, print: Uint8Array, { print: first, answer }: Done): unknown {
  if (first && !sameBytes(first, print)) throw refuse("other-request", "Idempotency-Key");
  if (answer) return openAnswer(key, answer);
  if (otherwise === undefined) throw refuse("not-found", "path");
  return otherwise;
}
