/** Spans of time in milliseconds, and times as text. */
import { EPOCH_SECONDS } from "../../protocol/epoch.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const EPOCH_MS = 1000 * EPOCH_SECONDS;

/** ISO 8601 in UTC, to the millisecond. */
export function isoOf(at: number): string {
  return new Date(at).toISOString();
}

/** The date in UTC, YYYY-MM-DD. */
export function isoDateOf(at: number): string {
  return isoOf(at).slice(0, 10);
}
