/**
 * A town of wearers and of places that call tokens: who comes by which place on a day, and for how long. All of it is assumed, and stands here: workers and pupils come
 * through a gate six days a week, who is old leaves the house twice a week.
 */
import type { Stream } from "../../lib/random.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../lib/time.ts";

export const KINDS = ["worker", "pupil", "old"] as const;
export type Kind = (typeof KINDS)[number];

/** Places that send recalls. */
type PlaceName = "factory" | "school" | "market" | "temple";

/** A time within reach of a place; `tap`: the button is pressed at its beginning. World ms. */
export interface Stay {
  readonly place: PlaceName;
  readonly from: number;
  readonly to: number;
  readonly tap: boolean;
}

/** Of the people. */
export const SHARES: Readonly<Record<Kind, number>> = { worker: 0.45, pupil: 0.3, old: 0.25 };
/** Who only walks through a gate is within reach for so long, ms. */
const WALK_MS = 25_000;
/** Of workers, who taps at the gate. */
const TAPS = 0.8;
/** The station syncs a token each week, and so much later on average, days. */
const LATE_DAYS: Readonly<Record<Kind, number>> = { worker: 1, pupil: 1, old: 3 };
const WEEK_DAYS = 7;

/** Midnight in the province, of a day from 1970-01-01 on; 7 hours ahead of UTC. World ms. */
export const midnight = (day: number) => day * DAY_MS - 7 * HOUR_MS;
/** 0 on Sundays. */
const weekday = (day: number) => (day + 4) % 7;

const walk = (place: PlaceName, from: number, tap: boolean): Stay => ({
  place,
  from,
  to: from + WALK_MS,
  tap,
});

/** What somebody comes by on a day. `outings`: the two days of the week on which who is old leaves the house. */
export function staysOf(kind: Kind, day: number, outings: readonly number[], stream: Stream): Stay[] {
  const at = (hour: number, spreadMinutes: number) =>
    midnight(day) + hour * HOUR_MS + stream.between(0, spreadMinutes) * MINUTE_MS;
  const dwell = (place: PlaceName, hour: number, least: number, most: number): Stay => {
    const from = at(hour, 60);
    return { place, from, to: from + stream.between(least, most) * MINUTE_MS, tap: false };
  };
  switch (kind) {
    case "worker":
      if (weekday(day) === 0) return stream.chance(0.5) ? [dwell("market", 8, 2, 6)] : [];
      return [
        walk("factory", at(6.5, 30), stream.chance(TAPS)),
        walk("factory", at(17, 30), stream.chance(TAPS)),
      ];
    case "pupil":
      if (weekday(day) === 0) return [];
      // Children wait for the bell, and for whoever fetches them.
      return [dwell("school", 6.5, 0.5, 4), dwell("school", 16, 0.5, 6)];
    case "old":
      if (!outings.includes(weekday(day))) return [];
      return [stream.chance(0.7) ? dwell("market", 7, 3, 10) : dwell("temple", 8, 10, 30)];
  }
}

/** Two different days of the week. */
export function outingsOf(stream: Stream): number[] {
  return stream.shuffled([0, 1, 2, 3, 4, 5, 6]).slice(0, 2);
}

/** World ms from one sync to the next one that nobody asked for. */
export function untilNextSync(kind: Kind, stream: Stream): number {
  return (WEEK_DAYS - LATE_DAYS[kind] * Math.log(1 - stream.unit())) * DAY_MS;
}

/** World ms at which who has seen the light comes to the station: at its next hours, or a day later. */
export function comesAfter(seen: number, stream: Stream): number {
  const day = Math.floor((seen + 7 * HOUR_MS) / DAY_MS) + (stream.chance(0.6) ? 1 : 2);
  return midnight(day) + stream.between(8, 16) * HOUR_MS;
}
