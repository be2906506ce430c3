/** Which visits were noted just now, by their random numbers: these alone can be taken back. */
import { UNDO_MS } from "../contract/guard-screen.ts";

/** The page's word is on its way for a while, ms. */
const GRACE_MS = 2000;

export class UndoTimes {
  readonly #noted = new Map<string, number>();

  begin(id: string, now: number): void {
    this.#forget(now);
    this.#noted.set(id, now);
  }

  may(id: string, now: number): boolean {
    this.#forget(now);
    return this.#noted.has(id);
  }

  #forget(now: number): void {
    for (const [id, at] of this.#noted) if (now - at > UNDO_MS + GRACE_MS) this.#noted.delete(id);
  }
}
