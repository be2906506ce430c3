/** How many people wear a token, and what is to be done for them first: counts by place, nobody's name. */
import * as v from "valibot";
import { count, date, place } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { ORGANISATION_KINDS } from "./vocabulary.ts";

/** From the least to the most that it can be; where both are the same it is known. */
const told = v.strictObject({ least: count, most: count });

const figures = {
  /** Who wears a token. */
  worn: told,
  /** Of these, whose token spoke with a station within 7 days. */
  synced: told,
  /** Of these, who belongs to each of `UPTAKE_STATES`; nobody belongs to two. */
  never: told,
  silent: told,
  due: told,
  dueLater: told,
};

export const uptake = v.strictObject({
  /** As it was when this day began. Of the own place's station: as it is now. */
  day: date,
  isExact: v.boolean(),
  places: v.array(
    v.strictObject({
      place,
      name: v.string(),
      /** Absent of a unit. */
      kind: v.optional(v.picklist(ORGANISATION_KINDS)),
      /** Unit that it lies in. */
      in: v.optional(place),
      ...figures,
    }),
  ),
  /** Organisations within reach, by what they are. */
  sectors: v.array(v.strictObject({ kind: v.picklist(ORGANISATION_KINDS), ...figures })),
});
export type Uptake = AnswerOf<typeof uptake>;

/**
 * What is to be done for a wearer first: has worn a token without a sync; had none for 7 days; battery to be changed within 14 days;
 * within 30. The battery of who has not synced for 7 days is not known.
 */
export const UPTAKE_STATES = ["never", "silent", "due", "dueLater"] as const;
export type UptakeState = (typeof UPTAKE_STATES)[number];
