/**
 * One of a gate's listeners: a gate token that the guard's page is connected to. What the token notifies comes by the page; which taps are
 * on the disk goes back by it. It reads no clock.
 */
import { fromHex, toHex } from "../../protocol/bytes.ts";
import { TAG_BYTES } from "../../protocol/gate-advert.ts";
import { decodeHeard } from "../../protocol/gate-stream.ts";
import { PREFIX_BYTES } from "../contract/gates.ts";
import type { HeardFromToken } from "../contract/guard-screen.ts";
import type { Call, Sighting } from "../gate/sighting.ts";
import type { EarState } from "./ear-state.ts";

/** A page says each second that it is there, ms. */
const PAGE_GONE_MS = 4000;
/** Notifications count modulo this. */
const NUMBERS = 256;
/** As many as a page fetches at once, at most: whoever waits longer has gone through. */
const MOST_ANSWERS = 8;
const CALLS: Readonly<Record<string, Call>> = { tap: "tap", token: "background", phone: "phone" };

export class TokenEar {
  readonly #listener: string;
  #last: { readonly at: number; readonly isLinked: boolean } | undefined;
  /** Of the notification that comes next; undefined where any may come. */
  #next: number | undefined;
  /** Notifications that were lost on the way, and those before which the token's queue was full. */
  #lost = 0;
  #answers: Uint8Array[] = [];

  /** `listener`: its name in the gate's layout. */
  constructor(listener: string) {
    this.#listener = listener;
  }

  /** `now`: ms. */
  stateAt(now: number): EarState {
    if (!this.#last || now - this.#last.at > PAGE_GONE_MS) return "no-page";
    return this.#last.isLinked ? "listening" : "no-token";
  }

  /** What came by the page. What is no notification of a gate's is counted as lost. */
  take({ isLinked, notifications }: HeardFromToken, now: number): { sighting: Sighting; tag: Uint8Array }[] {
    this.#last = { at: now, isLinked };
    if (!isLinked) this.#next = undefined;
    return notifications.flatMap((text) => {
      const read = decodeHeard(fromHex(text) ?? new Uint8Array(0));
      if (!read.ok) {
        this.#lost++;
        return [];
      }
      const { number, isOverrun, adverts } = read.value;
      if (this.#next !== undefined) this.#lost += (number - this.#next + NUMBERS) % NUMBERS;
      if (isOverrun) this.#lost++;
      this.#next = (number + 1) % NUMBERS;
      return adverts.map(({ id, call, loss }) => {
        const prefix = toHex(id.subarray(0, PREFIX_BYTES));
        return { sighting: { at: now, listener: this.#listener, prefix, call: CALLS[call]!, loss }, tag: id };
      });
    });
  }

  /** A tap is on the disk. */
  answer(id: Uint8Array): void {
    this.#answers.push(id.slice(0, TAG_BYTES));
    this.#answers = this.#answers.slice(-MOST_ANSWERS);
  }

  /** Tags of the taps that are to be answered, each once. */
  takeAnswers(): Uint8Array[] {
    return this.#answers.splice(0);
  }

  /** Since it was asked last. */
  takeLost(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }
}
