/** Pieces of schemas that lists and calls share. */
import * as v from "valibot";
import { count, time } from "./pieces.ts";
import { LINE_STATES } from "./vocabulary.ts";

/** Random id of a person, a pseudonym of a trial, or a token nobody is known to have worn. */
export const contactKey = v.pipe(v.string(), v.regex(/^[\p{L}\p{N} ._-]{1,80}$/u));

/** How far a line has come. */
export const lineFields = {
  state: v.picklist(LINE_STATES),
  /** Calls in a row that nobody answered. */
  tries: count,
  isToCall: v.boolean(),
  lastCallAt: v.optional(time),
  callBackAt: v.optional(time),
  reachedAt: v.optional(time),
};
