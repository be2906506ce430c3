/** Administrative units and the organisations in them. */
import * as v from "valibot";
import { changeOf } from "./changes.ts";
import { date, place, searchText, text, tidyString } from "./pieces.ts";
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
  /** The unit it stands in: its people are that unit's. */
  unit: place,
  /**
   * Organisations that it stands under: a workshop under its factory, a factory under its park, a school under the province's office
   * of schools. Nobody sees anybody by it.
   */
  under: v.optional(v.pipe(v.array(place), v.maxLength(10), v.readonly())),
};
export const organisation = v.strictObject({ id: place, ...ofOrganisation });
export const organisationChange = changeOf(ofOrganisation);
export type Organisation = AnswerOf<typeof organisation>;

/** What stands on a unit or organisation, so that it cannot be taken away. */
const STANDING = [
  "units",
  "organisations",
  "accounts",
  "computers",
  "persons",
  "moves",
  "tokens",
  "cases",
  "notices",
  "gates",
  "heads",
] as const;
export type Standing = (typeof STANDING)[number];

/** A line of a province's list of units, as it was typed: dates as in ISO form, codes of the units that took over. */
const typedUnit = v.strictObject({
  code: searchText(40),
  name: searchText(300),
  tier: searchText(40),
  from: v.optional(searchText(40)),
  to: v.optional(searchText(40)),
  into: v.optional(v.pipe(v.array(searchText(300)), v.maxLength(20))),
});

export const unitList = v.strictObject({
  /** The unit that all of it stands under. */
  parent: place,
  rows: v.pipe(v.array(typedUnit), v.minLength(1), v.maxLength(400)),
});

const UNIT_ROW_FAULTS = [
  "missing",
  "bad",
  "unknown",
  "twice",
  "other-name",
  "loop",
  "dates",
  "not-yours",
] as const;
export type UnitRowFault = (typeof UNIT_ROW_FAULTS)[number];

const plannedUnit = v.strictObject({
  what: v.picklist(["new", "changed", "same", "wrong"]),
  id: v.optional(place),
  faults: v.array(
    v.strictObject({
      field: v.picklist(["code", "name", "tier", "from", "to", "into"]),
      fault: v.picklist(UNIT_ROW_FAULTS),
    }),
  ),
});
export const plannedUnits = v.strictObject({ rows: v.array(plannedUnit) });
export type PlannedUnits = AnswerOf<typeof plannedUnits>;
