/** Enrolled computers of units and organisations. */
import * as v from "valibot";
import { id, place, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

/** Without `enrolledAt` its code waits to be typed at it, until `codeUntil`. */
const computer = v.strictObject({
  id,
  name: text(80),
  place,
  addedAt: time,
  addedBy: v.string(),
  codeUntil: v.optional(time),
  enrolledAt: v.optional(time),
  enrolledBy: v.optional(v.string()),
});
export const computerList = v.strictObject({ computers: v.array(computer) });
export type ComputerList = AnswerOf<typeof computerList>;

export const newComputer = v.strictObject({ name: text(80), place });
/** The code is told once. */
export const givenCode = v.strictObject({ id, code: v.string(), codeUntil: time });
export type GivenCode = AnswerOf<typeof givenCode>;
