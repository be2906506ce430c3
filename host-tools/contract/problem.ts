/** How a refusal is answered. */
import * as v from "valibot";
import { both } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { FIELD_REASONS, TOLD_REASONS } from "./refusal.ts";

/** "failed": the server's own fault. */
const reason = v.picklist([...TOLD_REASONS, ...FIELD_REASONS, "failed"]);

export const problemAnswer = v.strictObject({
  error: v.strictObject({
    reason,
    /** Which field does not fit, or what the reason is about. */
    field: v.optional(v.string()),
    /** What happened and what to do next. */
    ...both.entries,
    /** To be read to support, who find it in the logs. */
    number: v.string(),
  }),
});
export type ProblemAnswer = AnswerOf<typeof problemAnswer>;
export type ProblemReason = ProblemAnswer["error"]["reason"];
