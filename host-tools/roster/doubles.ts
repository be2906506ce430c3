/** Who of a list is likely to be somebody else of it, or of those who are there: for a list to decide later. */
import { doubleReasons, type Likeness } from "../contract/doubles.ts";
import { folded } from "../contract/names.ts";
import type { DoubleReason } from "../contract/vocabulary.ts";
import type { ReadyRow } from "./check.ts";

/** Only these can be alike by the rule: same name, same phone, or same year of birth with a name of almost the same letters. */
function keysOf({ name, birth, phone }: Likeness): string[] {
  const words = folded(name).split(" ");
  const year = birth.slice(0, 4);
  const keys = [`name ${words.join(" ")}`];
  if (phone !== undefined) keys.push(`phone ${phone}`);
  // One slip leaves either the first or the second half of the letters as they are; a word left out leaves first and last.
  const letters = words.join("");
  const half = Math.floor(letters.length / 2);
  keys.push(`ends ${year} ${words[0]} ${words.at(-1)}`);
  for (const at of [half - 1, half, half + 1])
    keys.push(`front ${year} ${letters.slice(0, at)}`, `back ${year} ${letters.slice(at)}`);
  return keys;
}

/** A list that is asked, one after the other, who of it somebody resembles by the one rule of doubles (contract/doubles.ts). */
export class DoubleSearch<T> {
  readonly #byKey = new Map<string, { readonly like: Likeness; readonly item: T }[]>();

  /** Those of the list so far who are likely to be the same person. */
  find(like: Likeness): { readonly item: T; readonly reasons: readonly DoubleReason[] }[] {
    const looked = new Set<T>();
    const found: { item: T; reasons: readonly DoubleReason[] }[] = [];
    for (const key of keysOf(like))
      for (const known of this.#byKey.get(key) ?? []) {
        if (looked.has(known.item)) continue;
        looked.add(known.item);
        const reasons = doubleReasons(like, known.like);
        if (reasons.length > 0) found.push({ item: known.item, reasons });
      }
    return found;
  }

  add(like: Likeness, item: T): void {
    for (const key of keysOf(like)) {
      const there = this.#byKey.get(key);
      if (there) there.push({ like, item });
      else this.#byKey.set(key, [{ like, item }]);
    }
  }
}

/** Two rows of one list that are likely to be one person. */
export interface DoubleRows {
  readonly row: number;
  /** The row above that it resembles. */
  readonly of: number;
  readonly reasons: readonly DoubleReason[];
}

/** Each pair once, in the order of the list. */
export function doubleRows(ready: readonly ReadyRow[]): DoubleRows[] {
  const search = new DoubleSearch<number>();
  return ready.flatMap(({ row, planned }) => {
    const found = search.find(planned).map(({ item, reasons }) => ({ row, of: item, reasons }));
    search.add(planned, row);
    return found.sort((a, b) => a.of - b.of);
  });
}
