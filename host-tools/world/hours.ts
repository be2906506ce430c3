import type { Spell } from "../../protocol/contact.ts";
import { MINUTE_MS } from "../lib/time.ts";

/** Minutes of the spells (minutes since the Unix epoch, both ends included) in each hour that begins at a world ms. */
export function minutesPerHour(spells: readonly Spell[], hours: readonly number[]): number[] {
  return hours.map((start) => {
    const first = start / MINUTE_MS;
    return spells.reduce(
      (sum, { from, to }) => sum + Math.max(0, Math.min(to, first + 59) - Math.max(from, first) + 1),
      0,
    );
  });
}

/** How many of the minutes (since the Unix epoch) fall into each hour that begins at a world ms. */
export function presencePerHour(minutes: readonly number[], hours: readonly number[]): number[] {
  return hours.map((start) => {
    const first = start / MINUTE_MS;
    return minutes.filter((minute) => minute >= first && minute < first + 60).length;
  });
}
