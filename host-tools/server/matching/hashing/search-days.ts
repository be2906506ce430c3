import { KEY_BYTES, type Lanes } from "./lanes.ts";

/** A day whose first so many IDs are gone through. */
export interface SearchDay {
  readonly day: number;
  readonly count: number;
}

export interface Found {
  /** Place of the token among the keys given. */
  readonly key: number;
  readonly day: number;
  readonly epochOfDay: number;
  readonly prefix: number;
}

/** Goes through days (ascending) of tokens whose keys are those of `keyDay`, four tokens at once. */
export function scanDays(
  lanes: Lanes,
  wanted: ReadonlySet<number>,
  days: readonly SearchDay[],
  keys: Uint8Array,
  keyDay: number,
): Found[] {
  const found: Found[] = [];
  const number = keys.length / KEY_BYTES;
  for (let from = 0; from < number; from += 4) {
    lanes.load(keys, from, number);
    let at = keyDay;
    for (const { day, count } of days) {
      if (day < keyDay) continue;
      lanes.walk(day - at);
      at = day;
      lanes.scan(count, from, number, (key, epochOfDay, prefix) => {
        if (wanted.has(prefix)) found.push({ key, day, epochOfDay, prefix });
      });
    }
  }
  return found;
}
