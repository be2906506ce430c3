/** Records of both sides by who was with the case, before anybody is judged. */
import { type FusedEpoch, fuseEpochs } from "../../../protocol/contact.ts";
import type { Sliced } from "../concurrency/slices.ts";
import type { SightedRow } from "./counted-records.ts";
import { shared, type WornSpan } from "./wearers.ts";

/** Everything of one contact. */
export class Pair {
  readonly person: string | undefined;
  /** Records by the contact's token. */
  readonly tokens = new Map<number, SightedRow[]>();
  #epochs: FusedEpoch[] | undefined;

  constructor(person: string | undefined) {
    this.person = person;
  }

  add(token: number, rows: readonly SightedRow[]): void {
    this.#epochs = undefined;
    const known = this.tokens.get(token);
    if (known) for (const row of rows) known.push(row);
    else this.tokens.set(token, [...rows]);
  }

  get rows(): SightedRow[] {
    return this.tokens.size === 1 ? [...this.tokens.values()][0]! : [...this.tokens.values()].flat();
  }

  /** By the pair's own losses; fused once, for they are asked for twice. */
  get epochs(): FusedEpoch[] {
    this.#epochs ??= fuseEpochs(this.rows);
    return this.#epochs;
  }
}

/** Adds rows that are of one token to the contact that they are of. */
function addTo(
  pairs: Map<string, Pair>,
  person: string | undefined,
  token: number,
  rows: readonly SightedRow[],
): void {
  const name = person ?? String(token);
  const pair = pairs.get(name) ?? new Pair(person);
  pairs.set(name, pair);
  pair.add(token, rows);
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
