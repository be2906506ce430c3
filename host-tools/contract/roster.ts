/** A person as a station shows them: never more than is needed to tell people apart. */
import * as v from "valibot";
import { id, place, serialNumber } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { DOUBLE_REASONS, OPTIONAL_PURPOSES } from "./vocabulary.ts";

export const rosterEntry = v.strictObject({
  id,
  name: v.string(),
  /** Year, or whole date. */
  birth: v.string(),
  hamlet: v.optional(v.string()),
  /** Class or workshop. */
  group: v.optional(v.string()),
  organisation: v.optional(place),
  /** Name of who speaks for them. */
  guardian: v.optional(v.string()),
  /** Last digits of the phone: enough to tell people apart, too few to call them. */
  phoneEnd: v.optional(v.string()),
  /** Tokens worn now, the newest first; not there where it is none, or not known. */
  serials: v.optional(v.array(serialNumber)),
  /** What was given beside contacts; in a roster that was held before there was any of it, nothing. */
  given: v.optional(v.array(v.picklist(OPTIONAL_PURPOSES))),
});
export type RosterEntry = AnswerOf<typeof rosterEntry>;

/** Somebody who may be the same person as another one, and why. */
export const resembling = v.strictObject({
  ...rosterEntry.entries,
  reasons: v.array(v.picklist(DOUBLE_REASONS)),
});
export type Resembling = AnswerOf<typeof resembling>;
