/** Rows of a sheet that do not fit: which, which field of it, and why. */
import * as v from "valibot";
import { count } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

export const wrongRow = v.strictObject({
  /** From 0. */
  row: count,
  field: v.string(),
  fault: v.string(),
});
export type WrongRow = AnswerOf<typeof wrongRow>;
