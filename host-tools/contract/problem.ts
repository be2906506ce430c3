/** How a refusal is answered. */
import * as v from "valibot";
import { knownCase, meanwhile } from "./changes.ts";
import { both, serialNumber } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { FIELD_REASONS, TOLD_REASONS } from "./refusal.ts";
import { resembling } from "./roster.ts";
import { wrongRow } from "./rows.ts";
import { STOCK_DOUBTS } from "./stock.ts";

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
    /** Of "meanwhile": each field that a colleague has changed, with both words. */
    meanwhile: v.optional(v.array(meanwhile)),
    /** Of "open-case": the ones that there are. */
    cases: v.optional(v.array(knownCase)),
    /** Of "double": who may be the person already. */
    persons: v.optional(v.array(resembling)),
    /** Of "wears-other": the tokens that the person wears. */
    serials: v.optional(v.array(serialNumber)),
    /** Of "stock": what the stock says of the token. */
    stock: v.optional(v.picklist(STOCK_DOUBTS)),
    /** Of "rows": what is wrong in which. */
    rows: v.optional(v.array(wrongRow)),
  }),
});
export type ProblemAnswer = AnswerOf<typeof problemAnswer>;
export type ProblemReason = ProblemAnswer["error"]["reason"];
