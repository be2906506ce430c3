/** Counts of gates as the server answers them; how they may be told stands in gate-hours.ts. */
import * as v from "valibot";
import { DAYS_OF_WEEK, HOURS_OF_DAY } from "./gate-hours.ts";
import { count, date, id, place } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

const toldCount = v.strictObject({ least: count, most: count });
const ways = v.strictObject({ in: toldCount, out: toldCount });
const hours = v.pipe(v.array(toldCount), v.length(HOURS_OF_DAY));

export const gateCounts = v.strictObject({
  /** Mondays on which the weeks that were counted begin, the oldest first. */
  weeks: v.array(date),
  gates: v.array(
    v.strictObject({
      gate: id,
      /** As they were called when the newest of these weeks was counted. */
      place,
      placeName: v.string(),
      name: v.string(),
      zone: v.string(),
      /** Of each week its seven days; null where it is not known: no machine of the gate was heard of after that day. */
      days: v.array(v.pipe(v.array(v.nullable(ways)), v.length(DAYS_OF_WEEK))),
      /** Of each week what guards counted by hand; null where they did not, or too few. */
      byHand: v.array(v.nullable(v.strictObject({ times: count, people: toldCount, passages: toldCount }))),
      /** Of the newest week, by hour of the day; absent where few went that way. */
      hours: v.strictObject({ in: v.optional(hours), out: v.optional(hours) }),
    }),
  ),
});
export type GateCounts = AnswerOf<typeof gateCounts>;
