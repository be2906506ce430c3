/**
 * How many of a place's people wear a token or run the app on a phone, out of how many there are: the head count and the phones are typed
 * in by an office, and are told by the rule of small-numbers.ts.
 *
 * Phones are those of people who wear no token: so nobody counts twice, and whoever reads it knows that token and phone together are no
 * more than heads. Hence the head count and the phones of a place are told only where that narrows nothing:
 *
 * 1. Whatever the wearers may be there is room for them beside the fewest phones, and for whatever the phones may be beside the fewest
 *    wearers. So every total of wearers stays as open as it was (small-totals.ts).
 * 2. Where wearers or phones are `*` there is room in the fewest heads: also for who knows by other ways how many people there are. Of
 *    wearers beside the most phones: then each of 1 to 7 may be behind a head count that is not told, too, even for who knows that it was typed.
 *
 * By 2 heads are `*` only where nobody wears a token and nobody has a phone with the app. What is not told looks like what was not typed.
 * A unit's is the sum of what is told of the places in it. Shares and ranks are reckoned from what is told alone, so they tell nothing new.
 */
import { isFew, sum, type Told, told, toldShare } from "./small-numbers.ts";

/** What an office types in. */
export interface Heads {
  /** How many people belong to the place. */
  readonly heads: number;
  /** Of these, who wears no token and runs the app on a phone. */
  readonly phones: number;
}

/** What is told of one place or of several together. */
export interface ToldHeads {
  /** Who wears a token, in places whose heads are told. */
  readonly worn: Told;
  readonly heads: Told;
  readonly phones: Told;
  /** Places whose heads are told. */
  readonly places: number;
  /** All places in which somebody wears a token, and those whose heads are told. */
  readonly of: number;
}

const NOBODY: Told = { least: 0, most: 0 };

function isFree(worn: Told, heads: Told, phones: Told): boolean {
  if (worn.most + phones.least > heads.most || worn.least + phones.most > heads.most) return false;
  if (isFew(worn) && worn.most + phones.most > heads.least) return false;
  return !isFew(phones) || worn.least + phones.most <= heads.least;
}

/** What is told of one place in which so many are told to wear a token; nothing of a place without people. */
export function toldHeads(worn: Told, counts: Heads | undefined): ToldHeads {
  const of = worn.most > 0 ? 1 : 0;
  if (counts !== undefined && counts.heads > 0) {
    const [heads, phones] = [told(counts.heads), told(counts.phones)];
    if (isFree(worn, heads, phones)) return { worn, heads, phones, places: 1, of: 1 };
  }
  return { worn: NOBODY, heads: NOBODY, phones: NOBODY, places: 0, of };
}

export function headsTogether(several: readonly ToldHeads[]): ToldHeads {
  const count = (of: "places" | "of") => several.reduce((total, one) => total + one[of], 0);
  return {
    worn: sum(several.map(({ worn }) => worn)),
    heads: sum(several.map(({ heads }) => heads)),
    phones: sum(several.map(({ phones }) => phones)),
    places: count("places"),
    of: count("of"),
  };
}

/** Who has a token or the app, in whole per cent of all; undefined where few people are told or none. */
export function coveredShare({ worn, heads, phones }: ToldHeads): Told | undefined {
  const share = toldShare(sum([worn, phones]), heads);
  return share && { least: Math.min(100, share.least), most: share.most };
}

/** From 1 on, by the middle of each range, the greatest first; equal ones share a rank, and the next one counts them. */
export function ranksOf(shares: ReadonlyMap<string, Told>): Map<string, number> {
  const middles = [...shares].map(([place, { least, most }]) => [place, least + most] as const);
  return new Map(
    middles.map(([place, middle]) => [place, 1 + middles.filter(([, other]) => other > middle).length]),
  );
}
