/** Who is on shift at this machine: one guard at a time, known by a random word that their browser keeps. In memory alone. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { SHIFT_IDLE_MS } from "../contract/guards.ts";
import { HOUR_MS, MINUTE_MS } from "../lib/time.ts";
import type { OpenedGuard } from "./guards.ts";

/** However busy somebody is, ms. */
const LONGEST_MS = 12 * HOUR_MS;
/** A clock that goes right moves back no further, ms. */
const SLACK_MS = MINUTE_MS;

interface Shift {
  readonly guard: OpenedGuard;
  readonly word: Uint8Array;
  readonly begunAt: number;
  seenAt: number;
}

export class Shifts {
  #shift: Shift | undefined;
  #changes = 0;
  readonly #isThere: (file: string) => boolean;

  /** `isThere`: who was removed has no shift any more, also where somebody of that name was added since. */
  constructor(isThere: (file: string) => boolean) {
    this.#isThere = isThere;
  }

  /** Whoever was on shift is not any more. Returns what the browser keeps. World ms, as all times here. */
  begin(guard: OpenedGuard, now: number): string {
    const word = randomBytes(32).toString("base64url");
    this.#shift = { guard, word: hashOf(word), begunAt: now, seenAt: now };
    this.#changes++;
    return word;
  }

  /** The guard whose browser this is, while the shift lasts. */
  of(word: string | undefined, now: number): string | undefined {
    const shift = this.#look(now);
    const isIt = shift && word !== undefined && timingSafeEqual(shift.word, hashOf(word));
    return isIt ? shift.guard.name : undefined;
  }

  /** Somebody is at the page. */
  touch(now: number): void {
    if (this.#shift) this.#shift.seenAt = now;
  }

  end(): void {
    if (!this.#shift) return;
    this.#shift = undefined;
    this.#changes++;
  }

  /** Grows by one with each shift that begins or ends. */
  changes(now: number): number {
    this.#look(now);
    return this.#changes;
  }

  #look(now: number): Shift | undefined {
    const shift = this.#shift;
    if (shift && (isOver(shift, now) || !this.#isThere(shift.guard.file))) this.end();
    return this.#shift;
  }
}

/** A clock that was set back ends it, too: nobody knows for how long it would last. */
function isOver({ begunAt, seenAt }: Shift, now: number): boolean {
  return now - seenAt >= SHIFT_IDLE_MS || now - begunAt >= LONGEST_MS || now < seenAt - SLACK_MS;
}

function hashOf(word: string): Uint8Array {
  return createHash("sha256").update(word).digest();
}
