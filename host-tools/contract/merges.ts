/** Two records that are of one person become one, and are taken apart again where that was a mistake. */
import * as v from "valibot";
import { personDetails } from "./persons.ts";
import { id, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { MERGED_FIELDS, PURPOSES } from "./vocabulary.ts";

/** `other` becomes one with the person of the path, who keeps their id. */
export const merging = v.strictObject({
  other: id,
  /** Details that are the other one's from now on; everything else stays as it is. */
  take: v.pipe(v.array(v.picklist(MERGED_FIELDS)), v.maxLength(MERGED_FIELDS.length)),
  /** Both as somebody saw them who decided. */
  seen: v.strictObject({ person: personDetails, other: personDetails }),
});

export type Merging = RequestOf<typeof merging>;

export const merged = v.strictObject({
  /** Until then they can be taken apart. */
  until: time,
  /** Purposes that one of the two had given and the other one had not: nobody is used for them until they are asked again. */
  narrowed: v.array(v.picklist(PURPOSES)),
});
export type Merged = AnswerOf<typeof merged>;

/** Who became one with a person and can be taken apart again, the newest first. */
export const personMerges = v.strictObject({
  merges: v.array(v.strictObject({ person: id, name: v.string(), birth: v.string(), at: time, until: time })),
});
export type PersonMerges = AnswerOf<typeof personMerges>;
