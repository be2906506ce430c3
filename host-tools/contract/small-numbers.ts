/**
 * Counts of people as they may leave the server: nobody who reads them, in whatever cut and however often, can tell a small
 * one from another small one.
 *
 * Each count of one place is told by the rule of NHS Digital for hospital statistics (HES, 2018): 0 stays 0, 1 to 7 is `*`,
 * from 8 on the nearest 5. That rule goes on to count totals first and to round them, and so it tells small counts after all: where the
 * total is "10" (8 to 12) and one of two places "10" (8 to 12, too), the other's `*` is 4 at most. Hence three rules:
 *
 * 1. A total is either the sum of what is told of its places, from the least to the most that they can be together (`toldTogether`), or,
 *    where places stand in one tree, counted first and rounded, if it is far enough from that least and most (small-totals.ts).
 * 2. Of a place, parts of its people (silent, due) are told only where the most that all of them can be is no more than the fewest people
 *    that there can be. What is left of them is never told by itself.
 * 3. What is told is that of the last Monday, once for the whole week.
 *
 * Why it holds: totals of the first kind are reckoned from what is told of single places, so they tell nothing new; of the second, see there.
 * By 2 the parts of a place can be, each by itself, whatever their signs allow, even for somebody who knows exactly
 * how many people there are: the untold rest makes up the difference. So each `*` goes through 1 to 7 while everything else stays
 * as it is. By 3 nobody looks before and after one person came; from week to week up to 7 may have come or gone, so a
 * `*` between 0 and "10" can be any of 1 to 7, too. Who knows by other ways of every change of a week knows more than these
 * counts tell, as long as 0 stays 0.
 */
import { dayInProvince, mondayOf } from "./province-time.ts";

/** Whole numbers from the least to the most; the true count is one of them. */
export interface Told {
  readonly least: number;
  readonly most: number;
}

/** Counts up to it are not told. */
const SMALL = 7;
/** Other counts are told to the nearest of it. */
export const STEP = 5;
/** What is told of 1 to 7. */
const STAR: Told = { least: 1, most: SMALL };
/** Whether it is told as `*`. */
export const isFew = ({ least, most }: Told): boolean => least === STAR.least && most === STAR.most;

/** A count that adds up to nothing else that is told. */
export function told(count: number): Told {
  if (count === 0) return { least: 0, most: 0 };
  if (count <= SMALL) return STAR;
  const nearest = STEP * Math.round(count / STEP);
  return { least: nearest - Math.floor(STEP / 2), most: nearest + Math.floor(STEP / 2) };
}

/** How many there are in a place, and how many of them belong to each part; nobody to two. */
export interface Counted<Part extends string> {
  readonly all: number;
  readonly parts: Readonly<Record<Part, number>>;
}

export interface ToldCounts<Part extends string> {
  readonly all: Told;
  /** What is not told of a part is anything from nobody to everybody. */
  readonly parts: Readonly<Record<Part, Told>>;
}

/** A value for each part. */
export function mapped<Part extends string, To>(
  parts: Readonly<Record<Part, unknown>>,
  of: (part: Part) => To,
): Record<Part, To> {
  const names = Object.keys(parts) as Part[];
  return Object.fromEntries(names.map((part) => [part, of(part)])) as Record<Part, To>;
}

/** Whether parts of so many people can be told at all: where each is a `*` they have to fit in. Nothing but what is told of all decides. */
export const isRoomFor = (all: Told, parts: number): boolean => all.least >= SMALL * parts;

/** What is told of parts of people of whom so many are told; undefined where they would not be free of each other. */
export function toldParts<Part extends string>(
  all: Told,
  parts: Readonly<Record<Part, number>>,
): Readonly<Record<Part, Told>> | undefined {
  const each = mapped(parts, (part) => told(parts[part]));
  return sum(Object.values<Told>(each)).most <= all.least ? each : undefined;
}

/** What is told of one place. */
export function toldOfPlace<Part extends string>({ all, parts }: Counted<Part>): ToldCounts<Part> {
  const whole = told(all);
  const each = isRoomFor(whole, Object.keys(parts).length) ? toldParts(whole, parts) : undefined;
  return { all: whole, parts: each ?? mapped(parts, () => ({ least: 0, most: whole.most })) };
}

/** From the least to the most that several can be together. */
export function sum(several: readonly Told[]): Told {
  return several.reduce((a, b) => ({ least: a.least + b.least, most: a.most + b.most }), {
    least: 0,
    most: 0,
  });
}

/** Of several places together: nothing that is not told of each. */
export function toldTogether<Part extends string>(
  places: readonly ToldCounts<Part>[],
  names: readonly Part[],
): ToldCounts<Part> {
  const parts = names.map((part) => [part, sum(places.map((place) => place.parts[part]))]);
  return {
    all: sum(places.map(({ all }) => all)),
    parts: Object.fromEntries(parts) as Record<Part, Told>,
  };
}

/** Who belongs to none of some parts: no more than follows from what is told of them. */
export function toldOfRest(all: Told, parts: readonly Told[]): Told {
  const { least, most } = sum(parts);
  return { least: Math.max(0, all.least - most), most: Math.max(0, all.most - least) };
}

/** The Monday whose counts are told of a time, the whole week long. */
export function toldDay(at: number): string {
  return mondayOf(dayInProvince(at));
}

/** As it is written: `0`, `*`, `10` for 8 to 12, and a total that is less sure from the least to the most. */
export function toldText({ least, most }: Told): string {
  if (least === most) return String(least);
  if (isFew({ least, most })) return "*";
  const middle = least + Math.floor(STEP / 2);
  if (most - least === STEP - 1 && middle > SMALL && middle % STEP === 0) return String(middle);
  return `${least}–${most}`;
}

/** Whole per cent, reckoned from what is told alone; none of a place of few. */
export function toldShare(part: Told, all: Told): Told | undefined {
  if (all.least <= SMALL) return undefined;
  return {
    least: Math.round((100 * part.least) / all.most),
    most: Math.min(100, Math.round((100 * part.most) / all.least)),
  };
}
