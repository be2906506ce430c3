/**
 * Roster and tickets are deleted when the tickets' hours are over, also without a network and without the PIN: how long they have been
 * here stands beside them, unsealed. This computer's clock may be anything; only what it has moved on since they came counts, and
 * how long pages were open. The age never falls, so that a clock that is set back keeps nothing.
 */
import type { StationDatabase } from "./database.ts";

/** Names of what is held (vault.ts): sealed, but for the term. */
export const AHEAD = "ahead";
/** What was begun and is not done (drafts.ts). */
export const DRAFTS = "drafts";
const TERM = "term";
/** What a start of the page counts where the clock stands behind the time at which it was seen last. */
const SET_BACK_MS = 3_600_000;
const TOLERANCE_MS = 60_000;

export interface Term {
  /** ms from when it came until it is over. */
  readonly lasts: number;
  /** By this computer's clock: when it came, when it was looked at last. */
  readonly cameAt: number;
  readonly seenAt: number;
  /** ms; what is known of it at least. */
  readonly age: number;
}

export function newTerm(lasts: number, now: number): Term {
  return { lasts, cameAt: now, seenAt: now, age: 0 };
}

/** `elapsed`: ms since the last look while this page was open, by a clock that nobody sets. */
export function agedTerm(term: Term, now: number, elapsed: number): Term {
  const setBack = now < term.seenAt - TOLERANCE_MS ? SET_BACK_MS : 0;
  const age = Math.max(term.age + elapsed + setBack, now - term.cameAt);
  return { ...term, seenAt: now, age };
}

export function isOver({ age, lasts }: Term): boolean {
  return !(age < lasts);
}

export class Expiry {
  readonly #database: StationDatabase;
  #looked: number | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(database: StationDatabase) {
    this.#database = database;
  }

  /** What an account holds from now on is over in so many ms. To be called before it is written. */
  async begin(account: string, lasts: number): Promise<void> {
    await this.#put(account, newTerm(lasts, Date.now()));
  }

  /** Deletes what is over, of all accounts; to be called when the page is opened, and again and again. */
  look(): Promise<void> {
    this.#looking = this.#looking.catch(() => {}).then(() => this.#look());
    return this.#looking;
  }

  async #look(): Promise<void> {
    const now = performance.now();
    const elapsed = this.#looked === undefined ? 0 : now - this.#looked;
    this.#looked = now;
    for (const [account, name] of await this.#database.getAllKeys("held")) {
      if (name !== AHEAD) continue;
      const term = await this.#get(account);
      const aged = term && agedTerm(term, Date.now(), elapsed);
      if (aged && !isOver(aged)) await this.#put(account, aged);
      else for (const one of [AHEAD, DRAFTS, TERM]) await this.#database.delete("held", [account, one]);
    }
  }

  async #put(account: string, term: Term): Promise<void> {
    await this.#database.put("held", new TextEncoder().encode(JSON.stringify(term)), [account, TERM]);
  }

  async #get(account: string): Promise<Term | undefined> {
    const bytes = await this.#database.get("held", [account, TERM]);
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Term);
  }
}
