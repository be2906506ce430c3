/** Days of the week on which a place is open, or a radio speaks. */
import { dayAfter, weekdayOf } from "../contract/province-time.ts";

export const WEEKDAYS = ["every-day", "monday-friday", "monday-saturday"] as const;
export type Weekdays = (typeof WEEKDAYS)[number];

const LAST_OF_WEEK: Readonly<Record<Weekdays, number>> = {
  "every-day": 7,
  "monday-friday": 5,
  "monday-saturday": 6,
};

export function isOpenOn(weekdays: Weekdays, day: string): boolean {
  return (weekdayOf(day) || 7) <= LAST_OF_WEEK[weekdays];
}

/** Each day from the first to the last. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) days.push(day);
  return days;
}
