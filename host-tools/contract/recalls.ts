/** Calls by token: which contacts of a case are called by their token, and what places send for it (SPEC.md §11). */
import * as v from "valibot";
import { contactKey } from "./call-pieces.ts";
import { time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

/** A call by token ends by itself then, if neither a sync nor anybody ends it. */
export const TOKEN_CALL_DAYS = 7;

/** came: a token of theirs was synced since. over: nobody came, and its days have gone by. */
const TOKEN_CALL_STATES = ["calling", "came", "withdrawn", "over"] as const;
export type TokenCallState = (typeof TOKEN_CALL_STATES)[number];

const tokenCall = v.strictObject({
  state: v.picklist(TOKEN_CALL_STATES),
  calledAt: time,
  /** What accounts are called; unknown of one that there is no more. */
  by: v.optional(v.string()),
  /** When it ends by itself. */
  until: time,
  /** When the token heard that it is called, by its log; absent where it did not, or has not told yet. */
  heardAt: v.optional(time),
  /** When it was synced first since. */
  cameAt: v.optional(time),
  withdrawnAt: v.optional(time),
});
export type TokenCallView = AnswerOf<typeof tokenCall>;

/** Whether somebody may be called by their token: they wear none; they did not say yes to it. */
const CALLABLE = ["yes", "no-token", "no-consent"] as const;

export const tokenCalls = v.strictObject({
  contacts: v.array(
    v.strictObject({
      /** As on the case's list of contacts. */
      key: contactKey,
      callable: v.picklist(CALLABLE),
      /** The last one. */
      call: v.optional(tokenCall),
    }),
  ),
});
export type TokenCalls = AnswerOf<typeof tokenCalls>;
export const withdrawnTokenCall = v.strictObject({ isWithdrawn: v.boolean() });

/** What a gate's machine is given: the sets of two days, sealed to it (recall-sets.ts). */
export const recallsGiven = v.strictObject({
  /** The server's clock: what a wrong clock of the machine is put right by. */
  at: time,
  /** Base64. */
  sealed: v.string(),
});
