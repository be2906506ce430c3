/** Hands what a gate token notifies on to the gate's machine, several times a second, and brings back which taps are on its disk. */
import * as v from "valibot";
import { fromHex, toHex } from "../../../../protocol/bytes.ts";
import {
  GUARD_HEARD,
  type HeardFromToken,
  MOST_NOTIFICATIONS,
  PAGE_ID_BYTES,
  tapsToAnswer,
} from "../../../contract/guard-screen.ts";

/** What comes is handed on at once; where nothing does, so often that the page is there, and what could not be handed on, ms. */
const HERE_MS = 1000;
/** The machine is on the same computer, ms. */
const ANSWER_MS = 3000;
/** While the machine does not answer, the oldest go first: what is told so late is of no use at a gate. */
const MOST_WAITING = 20 * MOST_NOTIFICATIONS;

interface HandOnParts {
  readonly listener: string;
  readonly isLinked: () => boolean;
  /** Tags of taps that are on the disk, to be answered on the air. */
  readonly onAnswers: (tags: readonly Uint8Array[]) => void;
  readonly ask?: typeof fetch;
}

export class HandOn {
  readonly #parts: HandOnParts;
  #waiting: string[] = [];
  #isAsking = false;
  readonly #page = toHex(crypto.getRandomValues(new Uint8Array(PAGE_ID_BYTES)));
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(parts: HandOnParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.#handOn(), HERE_MS);
  }

  add(notification: Uint8Array): void {
    this.#waiting.push(toHex(notification));
    if (this.#waiting.length > MOST_WAITING) this.#waiting.splice(0, this.#waiting.length - MOST_WAITING);
    void this.#handOn();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #handOn(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      do {
        const notifications = this.#waiting.slice(0, MOST_NOTIFICATIONS);
        const { listener, isLinked, onAnswers } = this.#parts;
        const tags = await this.#ask({ listener, page: this.#page, isLinked: isLinked(), notifications });
        this.#waiting.splice(0, notifications.length);
        if (tags.length > 0) onAnswers(tags);
      } while (this.#waiting.length > 0);
    } catch {
      // The page says itself that it has lost the machine; they wait meanwhile.
    }
    this.#isAsking = false;
  }

  async #ask(body: HeardFromToken): Promise<Uint8Array[]> {
    const { ask = fetch } = this.#parts;
    const answer = await ask(GUARD_HEARD, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    // It waits; what the machine refuses is dropped, for it would refuse it again.
    if (answer.status >= 500) throw new Error(String(answer.status));
    const read = v.safeParse(tapsToAnswer, await answer.json());
    return read.success ? read.output.answers.map((tag) => fromHex(tag)!) : [];
  }
}
