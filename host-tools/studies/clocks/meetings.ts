/** What tokens that spend time together hear of each other. */
import { CRYSTAL } from "./kinds.ts";
import type { TokenClock } from "./token-clock.ts";

/** A stretch of time that two tokens spent together. */
export interface Meeting {
  readonly kinds: "both crystal" | "mixed" | "both RC";
  /** One of them has no authenticated time. */
  readonly untrusted: boolean;
  /** How far apart the clocks were when it began, s. */
  readonly offset: number;
  readonly minutes: number;
  /** For so many minutes each of them had heard nobody, at least. */
  readonly alone: number;
  /** Minute, from 1, in which the first of them and the second heard the other; 0 never. */
  readonly firstHeard: number;
  readonly bothHeard: number;
  /** Minutes in which one of them heard the other, and in which each did, counted for each. */
  readonly minutesHeard: number;
  readonly minutesLogged: number;
}

interface Pair {
  readonly low: number;
  readonly high: number;
  readonly from: number;
  readonly offset: number;
  readonly alone: number;
  readonly untrusted: boolean;
  readonly first: [number, number];
  last: number;
  lastHeard: number;
  heard: number;
  logged: number;
}

/** The pairs of one gathering. */
export class PairBook {
  readonly #clocks: readonly TokenClock[];
  readonly #pairs = new Map<number, Pair>();

  constructor(clocks: readonly TokenClock[]) {
    this.#clocks = clocks;
  }

  /** Minutes that pairs were together, and those that one log at least has. */
  together = 0;
  logged = 0;

  /** Two tokens are together in a minute, and the first hears the other or not. To be told once for each of them. */
  note(listener: number, peer: number, now: number, heard: boolean): void {
    const low = Math.min(listener, peer);
    const high = Math.max(listener, peer);
    const key = low * this.#clocks.length + high;
    const a = this.#clocks[low]!;
    const b = this.#clocks[high]!;
    let pair = this.#pairs.get(key);
    if (!pair) {
      const untrusted = !a.trusted || !b.trusted;
      const offset = Math.abs(a.error - b.error);
      const alone = Math.min(a.lonelyFor, b.lonelyFor);
      const fresh = { last: now, lastHeard: -1, heard: 0, logged: 0 };
      pair = { low, high, from: now, offset, alone, untrusted, first: [0, 0], ...fresh };
      this.#pairs.set(key, pair);
    }
    pair.last = now;
    this.together += 0.5;
    if (!heard) return;
    pair.logged++;
    if (pair.lastHeard !== now) {
      pair.heard++;
      this.logged++;
    }
    pair.lastHeard = now;
    const side = listener === low ? 0 : 1;
    if (!pair.first[side]) pair.first[side] = now - pair.from + 1;
  }

  meetings(): Meeting[] {
    return [...this.#pairs.values()].map((pair) => {
      const [one, two] = pair.first;
      const crystals = [pair.low, pair.high].filter((i) => this.#clocks[i]!.kind === CRYSTAL).length;
      return {
        kinds: crystals === 2 ? "both crystal" : crystals ? "mixed" : "both RC",
        untrusted: pair.untrusted,
        offset: pair.offset,
        alone: pair.alone,
        minutes: pair.last - pair.from + 1,
        firstHeard: one && two ? Math.min(one, two) : one + two,
        bothHeard: one && two ? Math.max(one, two) : 0,
        minutesHeard: pair.heard,
        minutesLogged: pair.logged,
      };
    });
  }
}
