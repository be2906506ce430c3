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
/** Nobody opens more of them at once. */
const MOST_PAGES = 8;
const CALLS: Readonly<Record<string, Call>> = { tap: "tap", token: "background", phone: "phone" };

interface HeardSighting {
  readonly sighting: Sighting;
  /** First seven bytes of its rolling ID. */
  readonly tag: Uint8Array;
}

export class TokenEar {
  readonly #listener: string;
  #last: { readonly at: number; readonly isLinked: boolean; readonly page: string } | undefined;
  /** Pages that say that they are connected. */
  #linked = new Set<string>();
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
    if (!this.#isThere(now)) return "no-page";
    return this.#last!.isLinked ? "listening" : "no-token";
  }

  #isThere(now: number): boolean {
    return this.#last !== undefined && now - this.#last.at <= PAGE_GONE_MS;
  }

  /**
   * What came by the page that was connected last: of two tabs of a browser both get all. What is no notification of a gate's is counted as
   * lost; what comes again is left out.
   */
  take({ page, isLinked, notifications }: HeardFromToken, now: number): HeardSighting[] {
    const begins = isLinked && !this.#linked.has(page);
    if (!isLinked) this.#linked.delete(page);
    if (begins) this.#linked = new Set([...this.#linked, page].slice(-MOST_PAGES));
    const isSame = this.#last?.page === page;
    if (!isSame && !begins && this.#last?.isLinked && this.#isThere(now)) return [];
    if (!isSame || !isLinked) this.#next = undefined;
    this.#last = { at: now, isLinked, page };
    return notifications.flatMap((text) => {
      const read = decodeHeard(fromHex(text) ?? new Uint8Array(0));
      if (!read.ok) {
        this.#lost++;
        return [];
      }
      const { number, isOverrun, adverts } = read.value;
      const ahead = this.#next === undefined ? 0 : (number - this.#next + NUMBERS) % NUMBERS;
      if (ahead > NUMBERS / 2) return [];
      this.#lost += ahead;
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

  /** Tags of the taps that are to be answered, each once, for the page that is connected. */
  takeAnswers(page: string): Uint8Array[] {
    return this.#last?.page === page ? this.#answers.splice(0) : [];
  }

  /** Since it was asked last. */
  takeLost(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }
}
