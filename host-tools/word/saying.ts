/** Days, hours and phones, as they are written and as they are said aloud. */
import { normalPhone, readablePhone } from "../contract/phones.ts";
import { weekdayOf } from "../contract/province-time.ts";
import type { Hours } from "./fact-pieces.ts";
import type { Facts, HandOut } from "./facts.ts";
import type { Range } from "./hand-out-days.ts";
import type { Language, Words } from "./language.ts";
import { daysFrom, isOpenOn, type Weekdays } from "./weekdays.ts";

const WEEKDAY = {
  vi: ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const;
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** What is left out of the days from the first to the last. */
const CLOSED_ON: Readonly<Record<Weekdays, Words | undefined>> = {
  "every-day": undefined,
  "monday-friday": { vi: "trừ thứ Bảy, Chủ nhật", en: "Monday to Friday" },
  "monday-saturday": { vi: "trừ Chủ nhật", en: "not on Sundays" },
};

const partsOf = (day: string) => day.split("-").map(Number) as [number, number, number];

/** thứ Hai 04/01/2027 · Monday 4 January 2027 */
export function dayWords(day: string, language: Language): string {
  const [year, month, date] = partsOf(day);
  const weekday = WEEKDAY[language][weekdayOf(day)];
  return language === "vi"
    ? `${weekday} ${numbers(day)}/${year}`
    : `${weekday} ${date} ${MONTHS[month - 1]} ${year}`;
}

const numbers = (day: string) => day.split("-").slice(1).reverse().join("/");

/** 04/01/2027 */
export const dayNumbers = (day: string) => `${numbers(day)}/${day.slice(0, 4)}`;

/** The first day and the last one; one day alone where they are one. */
function rangeWords({ from, to }: Range, language: Language): string {
  if (from === to) return dayWords(from, language);
  return language === "vi"
    ? `từ ${dayWords(from, "vi")} đến hết ${dayWords(to, "vi")}`
    : `${dayWords(from, "en")} to ${dayWords(to, "en")}`;
}

/** 04/01/2027 · 4 January 2027 */
export function dayWritten(day: string, language: Language): string {
  const [year, month, date] = partsOf(day);
  return language === "vi" ? dayNumbers(day) : `${date} ${MONTHS[month - 1]} ${year}`;
}

/** 04–16/01/2027 · 4–16 January 2027 */
function rangeNumbers({ from, to }: Range, language: Language): string {
  if (from === to) return dayWritten(from, language);
  const [[year, month, date], [lastYear, lastMonth]] = [partsOf(from), partsOf(to)];
  if (year === lastYear && month === lastMonth)
    return `${language === "vi" ? from.slice(8) : date}–${dayWritten(to, language)}`;
  const isOneYear = year === lastYear;
  if (language === "vi") return `${isOneYear ? numbers(from) : dayNumbers(from)}–${dayNumbers(to)}`;
  const [short, last] = [MONTHS[month - 1]!.slice(0, 3), MONTHS[lastMonth - 1]!.slice(0, 3)];
  return `${date} ${short}${isOneYear ? "" : ` ${year}`} – ${partsOf(to)[2]} ${last} ${lastYear}`;
}

/** So many ranges are told one by one; of more the first day alone. */
const RANGES_TOLD = 2;

/** 04–08/01/2027, 18–22/01/2027 */
export function rangesNumbers(ranges: readonly Range[], language: Language): string {
  if (ranges.length <= RANGES_TOLD)
    return ranges.map((range) => rangeNumbers(range, language)).join(language === "vi" ? ", " : " and ");
  const first = dayWritten(ranges[0]!.from, language);
  return language === "vi" ? `nhiều đợt từ ${first}` : `on several days from ${first}`;
}

/** 7:30–11:00 và 13:30–17:00 */
export function hoursWords(hours: readonly Hours[], language: Language): string {
  const written = hours.map(({ from, to }) => `${from.replace(/^0/, "")}–${to.replace(/^0/, "")}`);
  return joined(written, language);
}

/** One, two và three. */
export function joined(texts: readonly string[], language: Language): string {
  const and = language === "vi" ? " và " : " and ";
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")}${and}${texts.at(-1)}`;
}

/** Of a place: its name, where it is, and when it is open. */
export function placeWords(place: HandOut, language: Language): string {
  const where = place.address === undefined ? place.name : `${place.name} (${place.address})`;
  return `${where}: ${rangeWords(place, language)}${closedOn(place, language)}, ${hoursWords(place.hours, language)}`;
}

/** 04–16/01/2027, trừ Chủ nhật, 7:30–11:00 */
export function whenNumbers(place: HandOut, language: Language): string {
  return `${daysNumbers(place, language)}, ${hoursWords(place.hours, language)}`;
}

/** 04–16/01/2027, trừ Chủ nhật */
export function daysNumbers(place: HandOut, language: Language): string {
  return `${rangeNumbers(place, language)}${closedOn(place, language)}`;
}

function closedOn({ from, to, weekdays }: HandOut, language: Language): string {
  const closed = CLOSED_ON[weekdays];
  const isAlwaysOpen = daysFrom(from, to).every((day) => isOpenOn(weekdays, day));
  return isAlwaysOpen || closed === undefined ? "" : `, ${closed[language]}`;
}

export function phoneWords(phone: string): string {
  const kept = normalPhone(phone);
  return kept === undefined ? phone : readablePhone(kept);
}

/** Trạm y tế: 0220 375 2115 */
export function hotlineWords({ label, phone }: Facts["hotlines"][number]): string {
  return label === undefined ? phoneWords(phone) : `${label}: ${phoneWords(phone)}`;
}

/** As it is said: thứ Hai, mùng 4 tháng 1. Days of a month up to the tenth are "mùng". */
export function daySpoken(day: string, language: Language, withMonth = true): string {
  const weekday = WEEKDAY[language][weekdayOf(day)];
  return `${weekday}${language === "vi" ? "," : ""} ${dateSpoken(day, language, withMonth)}`;
}

function dateSpoken(day: string, language: Language, withMonth = true): string {
  const [, month, date] = partsOf(day);
  const [inMonth, ofMonth] = withMonth ? [` tháng ${month}`, ` ${MONTHS[month - 1]}`] : ["", ""];
  return language === "en" ? `${date}${ofMonth}` : `${date <= 10 ? "mùng" : "ngày"} ${date}${inMonth}`;
}

/** Of a place: từ thứ Hai, mùng 4 tháng 1 đến hết …, trừ Chủ nhật, 7 giờ 30 đến 11 giờ */
export function whenSpoken(place: HandOut, language: Language): string {
  return `${rangeSpoken(place, language)}${closedOn(place, language)}, ${hoursSpoken(place.hours, language)}`;
}

/** One range with its days of the week; two without them, since they are to be remembered. */
export function rangesSpoken(ranges: readonly Range[], language: Language): string {
  const [first, second] = ranges;
  if (second === undefined) return rangeSpoken(first!, language);
  if (ranges.length > RANGES_TOLD)
    return language === "vi"
      ? `nhiều đợt, bắt đầu ${daySpoken(first!.from, "vi")}`
      : `on several days, beginning ${daySpoken(first!.from, "en")}`;
  const short = ({ from, to }: Range) => {
    const begins = dateSpoken(from, language, from.slice(0, 7) !== to.slice(0, 7) || from === to);
    if (from === to) return begins;
    const ends = dateSpoken(to, language);
    return language === "vi" ? `từ ${begins} đến hết ${ends}` : `from ${begins} to ${ends}`;
  };
  return joined([short(first!), short(second)], language);
}

function rangeSpoken({ from, to }: Range, language: Language): string {
  if (from === to) return daySpoken(from, language);
  const begins = daySpoken(from, language, from.slice(0, 7) !== to.slice(0, 7));
  return language === "vi"
    ? `từ ${begins}, đến hết ${daySpoken(to, "vi")}`
    : `from ${begins} to ${daySpoken(to, "en")}`;
}

/** 7 giờ 30 đến 11 giờ và 13 giờ 30 đến 17 giờ */
function hoursSpoken(hours: readonly Hours[], language: Language): string {
  const spoken = hours.map(({ from, to }) =>
    language === "vi"
      ? `${hourSpoken(from)} đến ${hourSpoken(to)}`
      : `from ${from.replace(/^0/, "")} to ${to.replace(/^0/, "")}`,
  );
  return joined(spoken, language);
}

function hourSpoken(time: string): string {
  const [hour, minute] = time.split(":").map(Number);
  return minute === 0 ? `${hour} giờ` : `${hour} giờ ${minute}`;
}

/** Digit by digit, in the groups in which people say them: 0 2 2 0, 3 7 5, 2 1 1 5. */
export function phoneSpoken(phone: string): string {
  return phoneWords(phone)
    .split(/[ .]/)
    .map((group) => [...group].join(" "))
    .join(", ");
}
