/** Records of both sides by who was with the case, before anybody is judged. */
import type { Sliced } from "../concurrency/slices.ts";
import type { SightedRow } from "./counted-records.ts";
import { shared, type WornSpan } from "./wearers.ts";

/** Everything of one contact. */
export interface Pair {
  readonly person: string | undefined;
  /** Records by the contact's token. */
  readonly tokens: Map<number, SightedRow[]>;
}

/** Adds rows that are of one token to the contact that they are of. */
function addTo(
  pairs: Map<string, Pair>,
  person: string | undefined,
  token: number,
  rows: readonly SightedRow[],
): void {
  const name = person ?? String(token);
  let pair = pairs.get(name);
  if (!pair) {
    pair = { person, tokens: new Map() };
    pairs.set(name, pair);
  }
  const known = pair.tokens.get(token);
  if (known) for (const row of rows) known.push(row);
  else pair.tokens.set(token, [...rows]);
}

const withMinutes = (row: SightedRow, minutes: number, isUnclear: boolean): SightedRow =>
  minutes === row.minutes && !isUnclear ? row : { ...row, minutes, isUnclear };

/**
 * Records by the token that the contact wore, to pairs by wearer where `worn` knows one. What somebody wore who may not be used
 * for contacts is left out. `own` counts records of tokens that the case itself wore then.
 */
export function* pairsFrom(
  sighted: ReadonlyMap<number, readonly SightedRow[]>,
  worn: ReadonlyMap<number, readonly WornSpan[]>,
  casePerson: string | undefined,
): Sliced<{ readonly pairs: readonly Pair[]; readonly own: number }> {
  const pairs = new Map<string, Pair>();
  let own = 0;
  for (const [other, rows] of sighted) {
    yield;
    const spans = worn.get(other);
    if (!spans) {
      addTo(pairs, undefined, other, rows);
      continue;
    }
    for (const row of rows)
      for (const { person, minutes, isUnclear } of shared(spans, row.epoch, row.minutes))
        if (person === null) continue;
        else if (person !== undefined && person === casePerson) own++;
        else addTo(pairs, person, other, [withMinutes(row, minutes, isUnclear)]);
  }
  return { pairs: [...pairs.values()], own };
}
