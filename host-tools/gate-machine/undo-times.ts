/** Which visits were noted just now, by their random numbers: these alone can be taken back, with what they changed here. */
import { UNDO_MS } from "../contract/guard-screen.ts";

/** The page's word is on its way for a while, ms. */
const GRACE_MS = 2000;

export class UndoTimes {
  readonly #noted = new Map<string, { readonly at: number; readonly undo: () => void }>();

  begin(id: string, now: number, undo: () => void): void {
    this.#forget(now);
    // Sent again, it changes nothing.
    if (!this.#noted.has(id)) this.#noted.set(id, { at: now, undo });
  }

  may(id: string, now: number): boolean {
    this.#forget(now);
    return this.#noted.has(id);
  }

  undo(id: string): void {
    this.#noted.get(id)?.undo();
    this.#noted.delete(id);
  }

  #forget(now: number): void {
    for (const [id, { at }] of this.#noted) if (now - at > UNDO_MS + GRACE_MS) this.#noted.delete(id);
  }
}
