/** Administrative units and the organisations in them. */
import * as v from "valibot";
import { changeOf } from "./changes.ts";
import { date, place, text, tidyString } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { ORGANISATION_KINDS, TIERS } from "./vocabulary.ts";

/** Whom staff call when something does not work, and when somebody answers. */
export const support = v.strictObject({
  phone: v.pipe(tidyString, v.regex(/^\+?\d[\d .]{2,20}\d$/)),
  hours: text(80),
});
export type Support = AnswerOf<typeof support>;

const ofUnit = {
  /** Code of the General Statistics Office. */
  code: v.pipe(v.string(), v.regex(/^[0-9a-z]{1,10}$/)),
  /** With its kind, as written in Vietnamese: "Phường Hải Dương". */
  name: text(120),
  tier: v.picklist(TIERS),
  parent: v.optional(place),
  /** Absent where it is older than the record. */
  from: v.optional(date),
  /** Absent while it lasts. */
  to: v.optional(date),
  /** Units that took over when this one ended; several where it was divided. */
  successors: v.optional(v.pipe(v.array(place), v.maxLength(20), v.readonly())),
  /** Of the unit and all below it that have none of their own. */
  support: v.optional(support),
};
export const unit = v.strictObject({
  /** Unique through time; official codes are not: a merged ward may take over the code of one of its parts. */
  id: place,
  ...ofUnit,
});
/** Nothing is seen of a unit that is to be added. */
export const unitChange = changeOf(ofUnit);
export type Unit = AnswerOf<typeof unit>;

const ofOrganisation = {
  name: text(200),
  kind: v.picklist(ORGANISATION_KINDS),
  /** The unit it stands in. */
  unit: place,
};
export const organisation = v.strictObject({ id: place, ...ofOrganisation });
export const organisationChange = changeOf(ofOrganisation);
export type Organisation = AnswerOf<typeof organisation>;
