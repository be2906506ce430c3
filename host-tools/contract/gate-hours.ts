/**
 * How many went through a gate, day by day of a week, as it may be told to whoever manages it: counts of IDs, never anybody's passage.
 *
 * An ID lasts a quarter of an hour and is counted once for each way that it went: whoever goes through four times counts four times.
 * Counts are told by the rule of small-numbers.ts, each day by itself. A sum of days is the sum of what is told of them, so it tells nothing new.
 * Hours of the day are those of the whole week, so that no hour is one day's. They add up to the same passages as the days do, by which
 * a `*` could be told after all: seven hours of `*` beside a single day of `*` are one each. Hence:
 *
 * 1. Hours are counted of those days alone that are told as 8 or more, and only where there are two of them or more. So no `*` of a day
 *    is in them, and whether they are told depends on none.
 * 2. They are told only where each `*` of them is free: whichever of 1 to 7 it is, the other hours and the days, each within what is told of it,
 *    can make up for it.
 */
import { isFew, sum, type Told, told } from "./small-numbers.ts";

/** The ways that are counted: who passed and nothing says which way is in neither. */
export const GATE_WAYS = ["in", "out"] as const;
export type GateWay = (typeof GATE_WAYS)[number];
export const DAYS_OF_WEEK = 7;
export const HOURS_OF_DAY = 24;

/** Hours of fewer days would be those of one of them. */
const LEAST_DAYS = 2;

/** Whether a day's hours go into the week's. */
export function isCounted(day: Told | undefined): day is Told {
  return day !== undefined && day.least > 0 && !isFew(day);
}

/**
 * What is told of the hours of a week, one way. `days`: what is told of each, undefined of one that is not known. `counts`: by hour of the day,
 * of those days alone that `isCounted`. Undefined where a `*` would not be free.
 */
export function toldHours(
  days: readonly (Told | undefined)[],
  counts: readonly number[],
): readonly Told[] | undefined {
  const counted = days.filter(isCounted);
  if (counted.length < LEAST_DAYS) return undefined;
  const each = counts.map(told);
  const few = each.find(isFew);
  if (!few) return each;
  const [all, hours] = [sum(counted), sum(each)];
  const width = few.most - few.least;
  return hours.least + width <= all.most && hours.most - width >= all.least ? each : undefined;
}

/** By fewer people no share is told. */
export const LEAST_COUNTED = 20;

interface HandCounts<Count> {
  /** How often somebody counted. */
  readonly times: number;
  readonly people: Count;
  /** What the gate told meanwhile. */
  readonly passages: Count;
}
export type ToldByHand = HandCounts<Told>;

/**
 * What is told of a week's counts by hand. What the gate told meanwhile went through that week, so it is told only where the fewest that the
 * days can be together are more than the most that it can be: then it narrows none of them. Whether it is told follows from what is told.
 */
export function toldByHand(
  days: readonly Readonly<Record<GateWay, Told>>[],
  { times, people, passages }: HandCounts<number>,
): ToldByHand | undefined {
  if (people < LEAST_COUNTED) return undefined;
  const shown = { times, people: told(people), passages: told(passages) };
  const all = sum(days.flatMap((day) => GATE_WAYS.map((way) => day[way])));
  return shown.passages.most <= all.least ? shown : undefined;
}
