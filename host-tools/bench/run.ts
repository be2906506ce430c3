/** A bench from its start to the end of its batch. */
import { settleAll } from "./settle.ts";
import { type Quota, serveSlot } from "./slot.ts";
import type { Slot, Work } from "./work.ts";

/** Settles what a cut has left, then works at all places at once until `count` tokens of the ledger are finished. */
export async function runBench(work: Work, slots: readonly Slot[], count: number): Promise<void> {
  await settleAll(work);
  const quota = new Count(work, count);
  try {
    await Promise.all(slots.map((slot) => serveSlot(work, slot, quota)));
  } finally {
    quota.stop();
  }
}

/**
 * A board of which nobody knows whether it is a token counts as one until somebody has read its name: else there would be one token
 * more than was asked for, as soon as it is read.
 */
class Count implements Quota {
  readonly #work: Work;
  readonly #count: number;
  readonly #underWay = new Set<string>();
  #isStopped = false;

  constructor(work: Work, count: number) {
    this.#work = work;
    this.#count = count;
  }

  get isOver(): boolean {
    const { finished } = this.#work.batch;
    if (this.#isStopped || finished.length >= this.#count) return true;
    return this.#underWay.size === 0 && this.#begun >= this.#count;
  }

  get #begun(): number {
    const { finished, doubt } = this.#work.batch;
    const lying = doubt.filter(({ unit }) => !this.#underWay.has(unit));
    return finished.length + lying.length + this.#underWay.size;
  }

  take(unit: string): boolean {
    if (this.#begun >= this.#count && this.#work.batch.unit(unit).state !== "doubt") return false;
    this.#underWay.add(unit);
    return true;
  }

  giveBack(unit: string): void {
    this.#underWay.delete(unit);
  }

  /** The other places end what they have begun. */
  stop(): void {
    this.#isStopped = true;
  }
}
