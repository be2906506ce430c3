/** One listener at a door: who came near and went on within a minute has passed. Who stands there has not. */
import type { Passage } from "../contract/gates.ts";
import { beginsAtTurn, endsAtTurn, minuteAt } from "./turns.ts";

/** Nobody who is near is silent for so long, ms. */
const GAP_MS = 20_000;
/** Who stays longer waits, smokes, guards or lies in a drawer. */
const LONGEST_MS = 60_000;
/** Who came near was heard near so often: one advert may be a lucky moment of somebody far away. */
const FEWEST = 2;

interface Visit {
  readonly from: number;
  lastAt: number;
  bestAt: number;
  loss: number;
  /** Adverts that were heard near. */
  near: number;
}

export class Visits {
  readonly #near: number;
  readonly #visits = new Map<string, Visit>();

  /** `near`: who comes to the door is heard with so many dB of loss at most. */
  constructor(near: number) {
    this.#near = near;
  }

  hear(prefix: string, loss: number, at: number): void {
    const near = Number(loss <= this.#near);
    const visit = this.#visits.get(prefix);
    if (!visit) {
      this.#visits.set(prefix, { from: at, lastAt: at, bestAt: at, loss, near });
      return;
    }
    visit.near += near;
    visit.lastAt = Math.max(visit.lastAt, at);
    if (loss >= visit.loss) return;
    visit.loss = loss;
    visit.bestAt = at;
  }

  /** Visits that are over. An ID that began or ended with its quarter of an hour tells only that somebody was there. */
  sweep(now: number): Passage[] {
    const left: Passage[] = [];
    for (const [prefix, { from, lastAt, bestAt, near }] of this.#visits) {
      if (now - lastAt < GAP_MS) continue;
      this.#visits.delete(prefix);
      if (near < FEWEST) continue;
      const side = "door";
      if (beginsAtTurn(from, GAP_MS) || endsAtTurn(lastAt, GAP_MS))
        left.push({ minute: minuteAt(bestAt), side, direction: "there", evidence: "turn", prefix });
      else if (lastAt - from <= LONGEST_MS)
        left.push({ minute: minuteAt(bestAt), side, direction: "passed", evidence: "walk", prefix });
    }
    return left;
  }
}
