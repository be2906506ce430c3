/**
 * When a commune's loudspeakers may speak, and what is read in which session. Decree 49/2024/NĐ-CP leaves the hours to each province; where
 * a unit names none, the schedule keeps to the narrowest rule found: two sessions a day, Monday to Friday, of a quarter of an hour.
 */
import { dayAfter, dayBefore, weekdayOf } from "../contract/province-time.ts";
import type { Hours } from "./fact-pieces.ts";
import type { Facts } from "./facts.ts";
import { handOutDays } from "./hand-out-days.ts";
import { daysFrom, isOpenOn } from "./weekdays.ts";

/** A script is read twice in a session, and takes no longer than this. */
export const SCRIPT = { seconds: 90, words: 180, readings: 2 } as const;

/** Inside of what communes that publish their hours use: 5:15–7:00 and 16:45–17:30. */
const SESSIONS: readonly Hours[] = [
  { from: "05:45", to: "06:00" },
  { from: "17:00", to: "17:15" },
];

export const RADIO_ITEMS = ["first", "reminder", "hand-out", "sync", "end"] as const;
export type RadioItem = (typeof RADIO_ITEMS)[number];

interface RadioSlot {
  readonly day: string;
  readonly session: Hours;
  readonly item: RadioItem;
}

/** Days before the first hand-out on which it is announced, and on which people are reminded. */
const BEFORE = { first: 7, reminder: 3 } as const;
/** After the hand-out people are asked to come by each week, for so many weeks; then the station's own word is enough. */
const WEEKS_OF_SYNC = 4;
/** How long before the end it is said. */
const DAYS_OF_END = 7;

/** What is read when. Weekends are left out: in most places they are for emergencies. */
export function radioSchedule(facts: Facts): readonly RadioSlot[] {
  const { from, to } = handOutDays(facts);
  const planned: readonly (readonly [RadioItem, readonly string[]])[] = [
    ["first", daysFrom(dayBefore(from, BEFORE.first), dayBefore(from, BEFORE.reminder + 1))],
    ["reminder", daysFrom(dayBefore(from, BEFORE.reminder), dayBefore(from, 1))],
    ["hand-out", daysFrom(from, to).filter(handsOut(facts))],
    ["sync", weeksAfter(to).filter((day) => facts.ends === undefined || day < facts.ends)],
    ["end", facts.ends === undefined ? [] : daysFrom(dayBefore(facts.ends, DAYS_OF_END), facts.ends)],
  ];
  const sessions = facts.radio?.sessions ?? SESSIONS;
  return planned.flatMap(([item, days]) =>
    days.filter(speaks(facts)).flatMap((day) => sessions.map((session) => ({ day, session, item }))),
  );
}

/** The first weekday of each week after the hand-out. */
function weeksAfter(to: string): string[] {
  const first = daysFrom(dayAfter(to, 1), dayAfter(to, 7)).find((day) => weekdayOf(day) === 1)!;
  return Array.from({ length: WEEKS_OF_SYNC }, (_, week) => dayAfter(first, 7 * week));
}

function speaks({ radio }: Facts): (day: string) => boolean {
  return (day) => isOpenOn(radio?.weekdays ?? "monday-friday", day);
}

/** Nothing is being handed out between two ranges, nor where every place is closed. */
function handsOut({ places }: Facts): (day: string) => boolean {
  return (day) =>
    places.some(({ from, to, weekdays }) => from <= day && day <= to && isOpenOn(weekdays, day));
}

/** Words as they are said: what stands between spaces, a figure for each of its digits. */
export function wordCount(lines: readonly string[]): number {
  return lines
    .join(" ")
    .split(/\s+/)
    .reduce((sum, word) => sum + (word.match(/\d/g)?.length ?? (/\p{L}/u.test(word) ? 1 : 0)), 0);
}
