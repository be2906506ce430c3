/** Births as lists have them: 2/9/1948, 02-09-1948, 1948, Excel's days since 1900, and their usual faults. */
import { isBirth } from "../contract/ages.ts";
import { tidyText } from "../contract/texts.ts";
import { DAY_MS, isoDateOf } from "../lib/time.ts";
import { type Cell, cellText } from "./table.ts";
import type { ProblemCode } from "./words.ts";

/** "1948-09-02" or "1948", or what is wrong. */
type ReadBirth = { readonly birth: string } | { readonly problem: ProblemCode };

/** Day 1 of Excel is 1 January 1900, and it takes 1900 for a leap year. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
/** Five digits: no year, and a day from 1927 on. */
const FIRST_SERIAL = 10_000;
const LAST_SERIAL = 80_000;

export function readBirth(cell: Cell | undefined, today: string): ReadBirth {
  if (cell instanceof Date) return judged(isoDateOf(cell.getTime()), today);
  const text = tidyText(cellText(cell));
  if (text === "") return { problem: "birth-missing" };
  const number = /^\d{1,5}(?:[.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (number >= FIRST_SERIAL && number <= LAST_SERIAL)
    return judged(isoDateOf(EXCEL_EPOCH + number * DAY_MS), today);
  if (/^\d{4}$/.test(text)) return judged(text, today);
  if (/^\d{2}$/.test(text)) return { problem: "birth-two-digits" };
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]0{1,2}:.*)?$/.exec(text);
  if (iso) return dateOf(iso[3]!, iso[2]!, iso[1]!, today);
  const parts =
    /^(?:ngày )?(\d{1,2}) ?(?:[-/. ]|tháng) ?(\d{1,2}) ?(?:[-/. ]|năm) ?(\d{2}|\d{4})(?: 0{1,2}:.*)?$/i.exec(
      text,
    );
  if (parts) return dateOf(parts[1]!, parts[2]!, parts[3]!, today);
  const monthAndYear = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (monthAndYear && Number(monthAndYear[1]) >= 1 && Number(monthAndYear[1]) <= 12)
    return judged(monthAndYear[2]!, today);
  return { problem: "birth-unreadable" };
}

function dateOf(day: string, month: string, year: string, today: string): ReadBirth {
  if (year.length === 2) return { problem: "birth-two-digits" };
  // 00/00/1948 is how registers write that only the year is known.
  if (Number(day) === 0 && Number(month) === 0) return judged(year, today);
  if (Number(month) > 12 && Number(day) <= 12) return { problem: "birth-month-first" };
  return judged(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, today);
}

function judged(birth: string, today: string): ReadBirth {
  if (isBirth(birth, today)) return { birth };
  if (birth.slice(0, 4) > today.slice(0, 4)) return { problem: "birth-future" };
  if (Number(birth.slice(0, 4)) < Number(today.slice(0, 4)) - 130) return { problem: "birth-too-old" };
  return { problem: birth > today && isDayOfMonth(birth) ? "birth-future" : "birth-no-such-day" };
}

function isDayOfMonth(date: string): boolean {
  return !Number.isNaN(Date.parse(date)) && isoDateOf(Date.parse(date)) === date;
}

/** So many dates of which none is later than the twelfth of its month do not come about by chance. */
const FEW_DATES = 5;

/**
 * Whether a program set to America has read days as months: then what could be swapped has become a date, none later than
 * the twelfth, and the rest has stayed text such as 25/3/1960.
 */
export function areDatesSwapped(cells: readonly (Cell | undefined)[]): boolean {
  const dates = cells.filter((cell) => cell instanceof Date);
  const late = cells.some(
    (cell) =>
      typeof cell === "string" &&
      Number(/^(\d{1,2})[-/.]\d{1,2}[-/.]\d{4}$/.exec(cell.trim())?.[1] ?? 0) > 12,
  );
  return late && dates.length >= FEW_DATES && dates.every((date) => date.getUTCDate() <= 12);
}
