/** Runs everybody's program through a span of world time, in order of time, with the radio between them. */
import type { Member, Radio } from "./radio.ts";

interface DriveOptions {
  /** Called about once per virtual minute with the world time reached. */
  readonly onProgress?: (t: number) => void;
}

interface DriveCounts {
  /** Times that a program was run. */
  readonly runs: number;
  /** Adverts handed to programs. */
  readonly adverts: number;
}

const PROGRESS_MS = 60_000;
/** A program that is run so often without any time passing will never stop. */
const MOST_RUNS_AT_ONCE = 1_000_000;

/**
 * Run all members from where they are up to and including world time `to`. Whoever is due first runs first; before
 * somebody who listens runs, the radio hands over what they received. Everything done to tokens from outside between two calls is taken up.
 */
export function drive(
  radio: Radio,
  members: readonly Member[],
  from: number,
  to: number,
  options: DriveOptions = {},
): DriveCounts {
  const dueAt = (index: number, t: number) =>
    Math.min(members[index]!.token.nextAt(), radio.nextResolveAt(index, t));
  members.forEach((_, index) => {
    radio.update(index, from);
  });
  const queue = new DueQueue(members.map((_, index) => dueAt(index, from)));
  let progressAt = from + PROGRESS_MS;
  let now = from;
  let runsNow = 0;
  let runs = 0;
  let adverts = 0;
  for (;;) {
    const index = queue.first();
    const t = queue.firstDue();
    if (!(t <= to)) break;
    if (t >= progressAt) {
      options.onProgress?.(t);
      progressAt = t + PROGRESS_MS;
    }
    runsNow = t > now ? 0 : runsNow + 1;
    if (runsNow > MOST_RUNS_AT_ONCE) throw new Error(`member ${index} does not get past world time ${t}`);
    now = Math.max(now, t);
    adverts += radio.resolve(index, t);
    members[index]!.token.runTo(t);
    runs++;
    radio.update(index, t);
    queue.postpone(dueAt(index, t));
  }
  members.forEach(({ token }, index) => {
    adverts += radio.resolve(index, to);
    token.runTo(to);
    radio.update(index, to);
  });
  options.onProgress?.(to);
  return { runs, adverts };
}

/** Indexes in order of when they are due; equal times in order of index. */
class DueQueue {
  readonly #due: Float64Array;
  readonly #heap: Int32Array;

  constructor(due: readonly number[]) {
    this.#due = Float64Array.from(due);
    this.#heap = Int32Array.from(due.map((_, index) => index)).sort((x, y) => (this.#before(x, y) ? -1 : 1));
  }

  first(): number {
    return this.#heap[0] ?? -1;
  }

  firstDue(): number {
    return this.#due[this.first()] ?? Number.POSITIVE_INFINITY;
  }

  /** Give the first one a new time, not earlier than its old one. */
  postpone(due: number): void {
    const heap = this.#heap;
    const moved = heap[0]!;
    this.#due[moved] = due;
    let hole = 0;
    for (;;) {
      const left = 2 * hole + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && this.#before(heap[right]!, heap[left]!) ? right : left;
      if (!this.#before(heap[child]!, moved)) break;
      heap[hole] = heap[child]!;
      hole = child;
    }
    heap[hole] = moved;
  }

  #before(x: number, y: number): boolean {
    return this.#due[x]! < this.#due[y]! || (this.#due[x] === this.#due[y] && x < y);
  }
}
