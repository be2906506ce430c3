/** One day of people: what the world is built from, whether it was recorded or made up. */
import { MINUTE_MS } from "../lib/time.ts";
import type { Plane } from "./plane/sweep.ts";

/** The two faced each other within 1.5 m from `at` for 20 s. `a < b` are indexes into `Day.people`; `at` is world ms. */
export interface ContactRow {
  readonly at: number;
  readonly a: number;
  readonly b: number;
}

/** One person in one room, world ms, `to` exclusive. */
export interface Stay {
  readonly person: number;
  readonly room: string;
  readonly from: number;
  readonly to: number;
}

export interface Day {
  /** Calendar day of the source (a contact file's wall clock read as UTC; Vietnam's date for a shift). */
  readonly date: string;
  /** The span that is played, world ms, whole minutes. */
  readonly startAt: number;
  readonly endAt: number;
  readonly people: readonly string[];
  /** Ascending by time, then a, then b; no duplicates. */
  readonly rows: readonly ContactRow[];
  /** Who was where, if the source knows it; undefined: rooms follow from the rows. */
  readonly stays: readonly Stay[] | undefined;
  /** Where everybody is, if the source knows it; its truth follows from it. */
  readonly plane?: Plane | undefined;
}

/** A row covers this long from its instant on. */
export const ROW_MS = 20_000;
export const HALF_HOUR_MS = 30 * MINUTE_MS;

function compareRows(x: ContactRow, y: ContactRow): number {
  return x.at - y.at || x.a - y.a || x.b - y.b;
}

/** Rows in the order of `Day.rows`, duplicates dropped. */
export function orderedRows(rows: readonly ContactRow[]): ContactRow[] {
  const sorted = [...rows].sort(compareRows);
  return sorted.filter((row, i) => i === 0 || compareRows(sorted[i - 1]!, row) !== 0);
}

/** The day cut to its first `minutes`: rows and stays after the end are dropped, everybody stays listed. */
export function firstMinutes(day: Day, minutes: number): Day {
  const endAt = day.startAt + minutes * MINUTE_MS;
  return {
    ...day,
    endAt,
    rows: day.rows.filter((row) => row.at + ROW_MS <= endAt),
    stays: day.stays
      ?.filter((stay) => stay.from < endAt)
      .map((stay) => ({ ...stay, to: Math.min(stay.to, endAt) })),
  };
}
