/** Enrolled computers of units and organisations. */
import * as v from "valibot";
import { id, place, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

/** Hours of a shift at a gate: so long a guard's PIN opens a session. */
const shiftHours = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12));

/** Without `enrolledAt` its code waits to be typed at it, until `codeUntil`. */
const computer = v.strictObject({
  id,
  name: text(80),
  place,
  /** Of a gate's computer alone. */
  shiftHours: v.optional(shiftHours),
  addedAt: time,
  addedBy: v.string(),
  codeUntil: v.optional(time),
  enrolledAt: v.optional(time),
  enrolledBy: v.optional(v.string()),
});
export const computerList = v.strictObject({ computers: v.array(computer) });
export type ComputerList = AnswerOf<typeof computerList>;

/** With `shiftHours` it is a gate's: of an organisation, and shared by its guards. */
export const newComputer = v.strictObject({ name: text(80), place, shiftHours: v.optional(shiftHours) });
/** The code is told once. */
export const givenCode = v.strictObject({ id, code: v.string(), codeUntil: time });
export type GivenCode = AnswerOf<typeof givenCode>;
