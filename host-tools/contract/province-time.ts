/**
 * Days and hours as people in the province count them. Everything that is said to people, or decided by a day of theirs
 * (ages, "today", days of a case), goes through here; days of keys and of files are UTC's.
 */
import { PROVINCE_OFFSET_MINUTES } from "../../protocol/contact.ts";
import { DAY_MS, isoDateOf, isoOf, MINUTE_MS } from "../lib/time.ts";

const OFFSET_MS = PROVINCE_OFFSET_MINUTES * MINUTE_MS;

/** The day, YYYY-MM-DD, that it is in the province at a world time. */
export function dayInProvince(at: number): string {
  return isoDateOf(at + OFFSET_MS);
}

/** Day and minute in the province at a world time: 2026-12-31T23:59. */
export function minuteInProvince(at: number): string {
  return isoOf(at + OFFSET_MS).slice(0, 16);
}

/** World ms when a day begins in the province. */
export function dayStart(day: string): number {
  return calendarTime(day) - OFFSET_MS;
}

/** World ms when a day is over in the province. */
export function dayEnd(day: string): number {
  return dayStart(day) + DAY_MS;
}

/** A day that there is: not 31 February. */
export function isDay(text: string): boolean {
  const at = calendarTime(text);
  return !Number.isNaN(at) && isoDateOf(at) === text;
}

/** The day so many days before another one. */
export function dayBefore(day: string, days: number): string {
  return isoDateOf(calendarTime(day) - days * DAY_MS);
}

/** The day so many days after another one. */
export function dayAfter(day: string, days: number): string {
  return dayBefore(day, -days);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(calendarTime(day)).getUTCDay();
}

/** The Monday of a day's week, or the day itself. */
export function mondayOf(day: string): string {
  return dayBefore(day, (weekdayOf(day) + 6) % 7);
}

function calendarTime(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
