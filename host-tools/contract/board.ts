/** How the calls of cases go, for whoever leads them: counts and hours, nobody's name but of staff. */
import * as v from "valibot";
import { count, id, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

const figures = {
  /** Close contacts on the newest list. */
  lines: count,
  toCall: count,
  overdue: count,
  reached: count,
  reachedInTime: count,
};

export const board = v.strictObject({
  at: time,
  cases: v.array(
    v.strictObject({
      id,
      reference: v.string(),
      placeName: v.string(),
      ...figures,
      /** Lines that somebody holds. */
      held: count,
      /** Hours from when the case was known as positive until contacts were reached: half of them, and the last. */
      medianHours: v.optional(v.number()),
      lastHours: v.optional(v.number()),
      /** Nobody is left to call: lastHours will not grow. */
      isComplete: v.boolean(),
    }),
  ),
  callers: v.array(
    v.strictObject({
      id,
      name: v.string(),
      /** Lines held now, and of them those to call and those overdue. */
      held: count,
      toCall: count,
      overdue: count,
      /** Calls of the last 24 hours, and lines that they reached first. */
      calls: count,
      reached: count,
      reachedInTime: count,
    }),
  ),
  /** Half of the cases that are complete took so many hours until the last contact was reached. */
  medianLastHours: v.optional(v.number()),
});
export type Board = AnswerOf<typeof board>;
