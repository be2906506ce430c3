/** Who is on shift at this machine: one guard at a time, known by a random word that their browser keeps. In memory alone. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { SHIFT_IDLE_MS } from "../contract/guards.ts";
import { HOUR_MS } from "../lib/time.ts";

/** However busy somebody is, ms. */
const LONGEST_MS = 12 * HOUR_MS;

interface Shift {
  readonly guard: string;
  readonly word: Uint8Array;
  readonly begunAt: number;
  seenAt: number;
}

export class Shifts {
  #shift: Shift | undefined;
  #changes = 0;
  readonly #isGuard: (name: string) => boolean;

  /** `isGuard`: who was removed has no shift any more. */
  constructor(isGuard: (name: string) => boolean) {
    this.#isGuard = isGuard;
  }

  /** Whoever was on shift is not any more. Returns what the browser keeps. World ms, as all times here. */
  begin(guard: string, now: number): string {
    const word = randomBytes(32).toString("base64url");
    this.#shift = { guard, word: hashOf(word), begunAt: now, seenAt: now };
    this.#changes++;
    return word;
  }

  /** The guard whose browser this is, while the shift lasts. */
  of(word: string | undefined, now: number): string | undefined {
    const shift = this.#look(now);
    const isIt = shift && word !== undefined && timingSafeEqual(shift.word, hashOf(word));
    return isIt && this.#isGuard(shift.guard) ? shift.guard : undefined;
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
    if (shift && (now - shift.seenAt >= SHIFT_IDLE_MS || now - shift.begunAt >= LONGEST_MS)) this.end();
    return this.#shift;
  }
}

function hashOf(word: string): Uint8Array {
  return createHash("sha256").update(word).digest();
}
