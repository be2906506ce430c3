/** Numbers, dates and spans as people here write them: 1.234,5 · 31/12/2026 · 24-hour clock. */
import type { Language } from "./language.ts";

const LOCALES: Readonly<Record<Language, string>> = { vi: "vi-VN", en: "en-GB" };
const ZONE = "Asia/Ho_Chi_Minh";

export function numberText(value: number, language: Language, decimals = 0): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: decimals }).format(value);
}

/** Of Unix milliseconds: 31/12/2026. */
export function dateText(ms: number): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE,
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
  }).format(ms);
  return parts;
}

/** Of Unix milliseconds: 14:05. */
export function clockText(ms: number): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE,
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(ms);
}

const UNITS = [
  { seconds: 86_400, vi: "ngày", en: "day" },
  { seconds: 3_600, vi: "giờ", en: "hour" },
  { seconds: 60, vi: "phút", en: "minute" },
  { seconds: 1, vi: "giây", en: "second" },
] as const;

/** A span in its greatest fitting unit: "3 ngày", "4 seconds". */
export function spanText(seconds: number, language: Language): string {
  const whole = Math.max(0, seconds);
  // A hair less than a day is a day.
  const unit = UNITS.find((one) => whole >= 0.99 * one.seconds) ?? UNITS[3];
  const count =
    whole < 10 && unit.seconds === 1 ? Math.round(whole * 10) / 10 : Math.round(whole / unit.seconds);
  const text = numberText(count, language, 1);
  return language === "vi" ? `${text} ${unit.vi}` : `${text} ${unit.en}${count === 1 ? "" : "s"}`;
}
