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

class Count implements Quota {
  readonly #work: Work;
  readonly #count: number;
  #underWay = 0;
  #isStopped = false;

  constructor(work: Work, count: number) {
    this.#work = work;
    this.#count = count;
  }

  get isOver(): boolean {
    return this.#isStopped || this.#work.batch.finished.length >= this.#count;
  }

  take(): boolean {
    if (this.#work.batch.finished.length + this.#underWay >= this.#count) return false;
    this.#underWay++;
    return true;
  }

  giveBack(): void {
    this.#underWay--;
  }

  /** The other places end what they have begun. */
  stop(): void {
    this.#isStopped = true;
  }
}
