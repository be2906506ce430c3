/** Which days people work: weekends by what an organisation is, and public holidays as a dated table. */
import { dayBefore, dayInProvince, dayStart, weekdayOf } from "./province-time.ts";
import type { OrganisationKind } from "./vocabulary.ts";

/** When an organisation rests; holidays are kept by all but those that never do. */
const RESTS: Readonly<Record<OrganisationKind, "weekend" | "sunday" | "never">> = {
  office: "weekend",
  school: "weekend",
  union: "weekend",
  "park-board": "weekend",
  enterprise: "sunday",
  workshop: "sunday",
  park: "sunday",
  "post-office": "sunday",
  hospital: "never",
  market: "never",
  hospitality: "never",
  "bus-operator": "never",
  vehicle: "never",
};

/**
 * How sure a day off is. *law*: a fixed date of Article 112 of the Labour Code 45/2019/QH14. *lunar*: a date of that article reckoned from
 * the lunar calendar. *instead*: the next working day, as the article has it where a holiday falls on a weekend. *notice*: the government's
 * notice for that year. *expected*: no notice was known when this was written; to be put right when it is there.
 *
 * Looked up: Tết and Quốc khánh 2026 in notice 9441 of the Ministry of Home Affairs (16 October 2025), as newspapers tell it; Giỗ Tổ, 30/4 and 1/5
 * of 2026 in newspapers of that spring. 24 November is Vietnam's Day of Culture, a paid day off, by resolution 80-NQ/TW (7 January 2026) and the
 * government's programme 30/NQ-CP (February 2026), which has it written into Article 112: that text was not found, so it is *expected*.
 * Exchanged Saturdays are from memory of those notices.
 */
type Source = "law" | "lunar" | "instead" | "notice" | "expected";

/** First and last day off, with what they are. */
type Rest = readonly [from: string, to: string, what: string, source: Source];

/** Ends with the last day of `KNOWN_TO`: later years are to be added before they come. */
const HOLIDAYS: readonly Rest[] = [
  ["2026-01-01", "2026-01-01", "Tết Dương lịch", "law"],
  // Exchanged for Saturday 10 January.
  ["2026-01-02", "2026-01-02", "Tết Dương lịch", "notice"],
  // First day of the year Bính Ngọ: 17 February. One day before and four days of the year.
  ["2026-02-16", "2026-02-20", "Tết Nguyên đán", "notice"],
  // 10th of the third lunar month: Sunday 26 April.
  ["2026-04-26", "2026-04-26", "Giỗ Tổ", "lunar"],
  ["2026-04-27", "2026-04-27", "Giỗ Tổ", "instead"],
  ["2026-04-30", "2026-05-01", "30/4, 1/5", "law"],
  // Exchanged for Saturday 22 August.
  ["2026-08-31", "2026-08-31", "Quốc khánh", "notice"],
  // Two days: the second one is the day before.
  ["2026-09-01", "2026-09-02", "Quốc khánh", "law"],
  ["2026-11-24", "2026-11-24", "Ngày Văn hóa Việt Nam", "expected"],
  ["2027-01-01", "2027-01-01", "Tết Dương lịch", "law"],
  // First day of the year Đinh Mùi: Saturday 6 February. One day before, four of the year, two instead of the weekend.
  ["2027-02-05", "2027-02-11", "Tết Nguyên đán", "expected"],
  // 10th of the third lunar month.
  ["2027-04-16", "2027-04-16", "Giỗ Tổ", "lunar"],
  ["2027-04-30", "2027-05-01", "30/4, 1/5", "law"],
  // Instead of Saturday 1 May.
  ["2027-05-03", "2027-05-03", "1/5", "instead"],
  // The second day may also be the day before.
  ["2027-09-02", "2027-09-03", "Quốc khánh", "expected"],
  ["2027-11-24", "2027-11-24", "Ngày Văn hóa Việt Nam", "expected"],
  // Saturday 1 January.
  ["2028-01-01", "2028-01-01", "Tết Dương lịch", "law"],
  ["2028-01-03", "2028-01-03", "Tết Dương lịch", "instead"],
  // First day of the year Mậu Thân: Wednesday 26 January. One day before, four of the year, one instead of the weekend.
  ["2028-01-25", "2028-01-31", "Tết Nguyên đán", "expected"],
  // 10th of the third lunar month.
  ["2028-04-04", "2028-04-04", "Giỗ Tổ", "lunar"],
  // Sunday 30 April, Monday 1 May.
  ["2028-04-30", "2028-05-01", "30/4, 1/5", "law"],
  ["2028-05-02", "2028-05-02", "30/4", "instead"],
  // The second day may also be the day before.
  ["2028-09-02", "2028-09-03", "Quốc khánh", "expected"],
  // Instead of Saturday and Sunday.
  ["2028-09-04", "2028-09-05", "Quốc khánh", "instead"],
  ["2028-11-24", "2028-11-24", "Ngày Văn hóa Việt Nam", "expected"],
];

/** Saturdays worked instead of a day off between a holiday and a weekend, by those who rest at weekends; from the government's notices. */
const WORKED_SATURDAYS: readonly string[] = ["2026-01-10", "2026-08-22"];

/** The last day of which the table knows. */
export const KNOWN_TO = "2028-12-31";

/** What a day off is for; undefined of any other day. */
export function holidayOn(day: string): string | undefined {
  return HOLIDAYS.find(([from, to]) => from <= day && day <= to)?.[2];
}

/** Whether such an organisation works on a day; a unit's people (no kind) have no days off. */
export function isWorkingDay(day: string, kind: OrganisationKind | undefined): boolean {
  const rests = kind === undefined ? "never" : RESTS[kind];
  if (rests === "never") return true;
  if (rests === "weekend" && WORKED_SATURDAYS.includes(day)) return true;
  const weekday = weekdayOf(day);
  if (weekday === 0 || (weekday === 6 && rests === "weekend")) return false;
  return holidayOn(day) === undefined;
}

const WEEK_DAYS = 7;
const WEEKS_WORK = { weekend: 5, sunday: 6, never: WEEK_DAYS } as const;

/**
 * World ms: whoever has not synced since then is silent. A week before `at`; where there were days off besides the usual ones, so far back
 * that there lies a whole week's work between.
 */
export function silentSince(at: number, kind: OrganisationKind | undefined): number {
  const wanted = WEEKS_WORK[kind === undefined ? "never" : RESTS[kind]];
  const today = dayInProvince(at);
  let days = 0;
  for (let worked = 0; worked < wanted; ) {
    days++;
    if (isWorkingDay(dayBefore(today, days), kind)) worked++;
  }
  const back = Math.max(days, WEEK_DAYS);
  return dayStart(dayBefore(today, back)) + (at - dayStart(today));
}
