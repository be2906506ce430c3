/** What each listener has heard in the last minute: how many tokens and phones, by which a guard sees that it works. */
import type { Sighting } from "../gate/sighting.ts";
import { MINUTE_MS } from "../lib/time.ts";

interface HeardLately {
  readonly tokens: number;
  readonly phones: number;
}

export class Lately {
  /** By listener and ID, when it was heard last, ms; in the order of that. */
  readonly #heard = new Map<string, Map<string, { readonly at: number; readonly isPhone: boolean }>>();

  note({ listener, prefix, call, at }: Sighting): void {
    const ids = this.#heard.get(listener) ?? new Map();
    this.#heard.set(listener, ids);
    ids.delete(prefix);
    ids.set(prefix, { at, isPhone: call === "phone" });
    // Also where nobody asks: people stand at a gate for a day, under another ID each quarter of an hour.
    for (const [oldest, { at: last }] of ids) {
      if (at - last <= MINUTE_MS) break;
      ids.delete(oldest);
    }
  }

  of(listener: string, now: number): HeardLately {
    const ids = this.#heard.get(listener);
    let [tokens, phones] = [0, 0];
    for (const [prefix, { at, isPhone }] of ids ?? []) {
      if (now - at > MINUTE_MS) ids!.delete(prefix);
      else if (isPhone) phones++;
      else tokens++;
    }
    return { tokens, phones };
  }

  /** IDs that are kept, of all listeners. */
  get kept(): number {
    return [...this.#heard.values()].reduce((sum, ids) => sum + ids.size, 0);
  }
}
