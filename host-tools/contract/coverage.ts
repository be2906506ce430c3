/** What an answer about contacts covers: "not looked at" is never told as "not there". Its words: coverage-words.ts. */
import * as v from "valibot";
import { count, date, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

/** Somebody's log that has not come in as far as it is needed. */
const missingLog = v.strictObject({
  label: v.string(),
  /** Name of the token. */
  token: v.string(),
  /** The own log of whom the answer is about. */
  isCase: v.boolean(),
  /** As far as it has come; absent where nothing of it has. */
  until: v.optional(time),
});
export type MissingLog = AnswerOf<typeof missingLog>;

export const coverage = v.strictObject({
  /** Whose contacts: a case's, or those of one of its contacts (F2). */
  of: v.picklist(["case", "contact"]),
  /** Days asked for, both included, and whose days they are. */
  from: date,
  to: date,
  zone: v.picklist(["province", "UTC"]),
  /** Records before it are deleted; absent where none was yet. */
  firstKept: v.optional(time),
  /** Until when logs were held to be there: the end of the period, or of yesterday where that is earlier. */
  logsUntil: time,
  /** IDs of the own log that were looked up, so many records of which are nobody's of those looked at. */
  ids: count,
  unresolved: count,
  /** Tokens enrolled, and those of them among whose IDs was looked. */
  tokens: count,
  lookedAt: count,
  isExhaustive: v.boolean(),
  /** Logs of whom it is about and of the contacts that are told of: so many are known, and these have not come in. */
  logs: count,
  missing: v.array(missingLog),
});
export type Coverage = AnswerOf<typeof coverage>;
