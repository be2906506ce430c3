/**
 * Whether the machine's clock is right, held against what else tells the time: the last time that was written down, the monotonic clock
 * since then, and the clocks of the computers of staff. A clock that is wrong would discard what is to be kept and, told to tokens,
 * burn keys that they need; a token forgives one day.
 */

import { refuse } from "../../contract/refusal.ts";
import { HOUR_MS, isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Writer } from "./writer.ts";

/** Without another word the clock may stand so far ahead of what is known: a server that was off for a night. */
export const MOST_AHEAD_MS = 12 * HOUR_MS;
const MOST_BEHIND_MS = HOUR_MS;
/** So many computers, the middle one of which is off by more than so much, say that the clock is wrong. */
const DOUBTERS = 3;
const DOUBT_MS = 2 * HOUR_MS;
/** So many, the middle one of which is that near, say that it is right. */
const WITNESSES = 2;
const AGREEMENT_MS = HOUR_MS;
/** A computer's word is good for so long. */
const RECENT_MS = 24 * HOUR_MS;
/** The wall clock and the monotonic one part when somebody sets the one, or sleep stops the other. */
const JUMP_MS = HOUR_MS;
const WRITE_MS = HOUR_MS;
/** Behind a doubt nothing is discarded for so long. */
const PATIENCE_MS = 24 * HOUR_MS;

/** ms: Date.now and performance.now. */
interface Clocks {
  readonly now: () => number;
  readonly monotonic: () => number;
}

export interface ClockVerdict {
  readonly isRight: boolean;
  /** By how much the clock stands ahead, ms, as far as that can be told. */
  readonly aheadMs: number;
  /** Computers of staff that were heard in the last day. */
  readonly witnesses: number;
}

/** A time and the reading of the monotonic clock that belongs to it, ms. */
interface Known {
  readonly time: number;
  readonly monotonic: number;
}

interface Written {
  /** What the time was known to be when it was written down. */
  readonly known_at: Date;
  /** When the clock was in doubt last; null where nobody has doubted it, or somebody has looked. */
  readonly doubted_at: Date | null;
}

export class ClockWatch {
  readonly #clocks: Clocks;
  readonly #writer: Writer;
  #known: Known;
  #doubtedAt: number | undefined;
  #written = Number.NEGATIVE_INFINITY;
  /** By account: its computer's clock less our monotonic one, and when that was heard by the monotonic one. */
  readonly #witnesses = new Map<string, { readonly offset: number; readonly heard: number }>();
  #parted: number;
  #hasDoubt = false;

  private constructor(clocks: Clocks, writer: Writer, written: Written | undefined) {
    const [now, monotonic] = [clocks.now(), clocks.monotonic()];
    this.#clocks = clocks;
    this.#writer = writer;
    // The first start of all: there is nothing to hold it against.
    this.#known = { time: written?.known_at.getTime() ?? now, monotonic };
    this.#doubtedAt = written?.doubted_at?.getTime();
    this.#parted = now - monotonic;
  }

  static async open(queries: Queries, writer: Writer, clocks: Clocks): Promise<ClockWatch> {
    const [written] = await queries.query<Written>("SELECT known_at, doubted_at FROM registry.clock");
    return new ClockWatch(clocks, writer, written);
  }

  /** A signed-in account's computer says what time it is, Unix ms. */
  hear(account: string, time: number): void {
    this.#look();
    const monotonic = this.#clocks.monotonic();
    this.#witnesses.set(account, { offset: time - monotonic, heard: monotonic });
  }

  verdict(): ClockVerdict {
    this.#look();
    const now = this.#clocks.now();
    const middle = this.#middle();
    const witnesses = this.#witnesses.size;
    if (middle !== undefined) {
      if (witnesses >= WITNESSES && Math.abs(now - middle) <= AGREEMENT_MS) this.#believe(now);
      else if (witnesses >= DOUBTERS && Math.abs(now - middle) > DOUBT_MS) {
        this.#hasDoubt = true;
        return { isRight: false, aheadMs: now - middle, witnesses };
      }
    }
    const aheadMs = now - this.#reference();
    const isRight = aheadMs <= MOST_AHEAD_MS && aheadMs >= -MOST_BEHIND_MS;
    if (!isRight) this.#hasDoubt = true;
    else if (this.#hasDoubt) {
      this.#hasDoubt = false;
      this.#doubt(now);
    }
    return { isRight, aheadMs, witnesses };
  }

  /** Refusal: clock. */
  check(): void {
    if (!this.verdict().isRight) throw refuse("clock", "server time");
  }

  /** Whether what is too old may go: not for a day after the clock was in doubt, for what is discarded does not come back. */
  mayDiscard(): boolean {
    if (!this.verdict().isRight) return false;
    return this.#doubtedAt === undefined || this.#clocks.now() - this.#doubtedAt >= PATIENCE_MS;
  }

  /** Refusal: clock, when nothing may be discarded. */
  checkForDiscarding(): void {
    if (!this.mayDiscard()) throw refuse("clock", "server time");
  }

  /** Somebody has looked at it, and it is right. */
  async trust(): Promise<void> {
    this.#look();
    this.#witnesses.clear();
    this.#hasDoubt = false;
    this.#doubtedAt = undefined;
    this.#believe(this.#clocks.now());
    await this.#write();
  }

  /** Writes down what the time is, once an hour and behind a doubt; to be called every minute. */
  async keep(): Promise<ClockVerdict> {
    const verdict = this.verdict();
    if (verdict.isRight && this.#clocks.monotonic() - this.#written >= WRITE_MS) await this.#write();
    return verdict;
  }

  /** What the time is without the wall clock, ms. */
  #reference(): number {
    return this.#known.time + this.#clocks.monotonic() - this.#known.monotonic;
  }

  #believe(time: number): void {
    this.#known = { time, monotonic: this.#clocks.monotonic() };
  }

  /** Nothing is discarded for a day from now on; written down at the next turn. */
  #doubt(at: number): void {
    this.#doubtedAt = at;
    this.#written = Number.NEGATIVE_INFINITY;
  }

  /** Behind a jump, or a sleep, what computers said before tells nothing, and nothing is discarded on that day. */
  #look(): void {
    const { now, monotonic } = this.#clocks;
    const parted = now() - monotonic();
    if (Math.abs(parted - this.#parted) > JUMP_MS) {
      this.#witnesses.clear();
      this.#doubt(now());
    }
    this.#parted = parted;
    for (const [account, { heard }] of this.#witnesses)
      if (monotonic() - heard > RECENT_MS) this.#witnesses.delete(account);
  }

  /** The middle one of the computers' clocks now, ms. */
  #middle(): number | undefined {
    const offsets = [...this.#witnesses.values()].map(({ offset }) => offset).sort((a, b) => a - b);
    if (offsets.length === 0) return undefined;
    const half = offsets.length >> 1;
    const middle = offsets.length % 2 === 1 ? offsets[half]! : (offsets[half - 1]! + offsets[half]!) / 2;
    return middle + this.#clocks.monotonic();
  }

  async #write(): Promise<void> {
    this.#written = this.#clocks.monotonic();
    const doubted = this.#doubtedAt === undefined ? null : isoOf(this.#doubtedAt);
    await this.#writer.transaction((queries) =>
      queries.query(
        `INSERT INTO registry.clock (known_at, doubted_at) VALUES ($1, $2)
         ON CONFLICT (one) DO UPDATE SET known_at = excluded.known_at, doubted_at = excluded.doubted_at`,
        [isoOf(this.#reference()), doubted],
      ),
    );
  }
}
