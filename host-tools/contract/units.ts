/** Administrative units and the organisations in them. */
import * as v from "valibot";
import { date, place, text } from "./pieces.ts";
import { ORGANISATION_KINDS, TIERS } from "./vocabulary.ts";

export const unit = v.strictObject({
  id: place,
  code: v.pipe(v.string(), v.regex(/^[0-9a-z]{1,10}$/)),
  name: text(120),
  tier: v.picklist(TIERS),
  parent: v.optional(place),
  from: v.optional(date),
  to: v.optional(date),
  successors: v.optional(v.pipe(v.array(place), v.maxLength(20), v.readonly())),
});

export const organisation = v.strictObject({
  id: place,
  name: text(200),
  kind: v.picklist(ORGANISATION_KINDS),
  unit: place,
});
