/**
 * The site's code: what a visitor's own phone scans at a gate, and what it may tell there. The code is on a poster for everybody: it opens
 * nothing but one sheet to write on.
 */
import * as v from "valibot";
import { sealTo } from "./gates.ts";
import { id } from "./pieces.ts";
import { SITE_CODE } from "./site-link.ts";
import { newVisit, visitId } from "./visits.ts";

/** Random, and neither the gate's id nor its machine's code or secret. */
const siteCode = v.pipe(v.string(), v.regex(SITE_CODE));

export const ofSite = v.strictObject({ site: siteCode });
/** What a code is of, and what its visits are sealed to. Nothing that anybody has told there. */
export const site = v.strictObject({ placeName: v.string(), gate: v.string(), zone: v.string(), sealTo });
export type Site = v.InferOutput<typeof site>;
/** A code that was drawn for a gate: the one before is good no more. */
export const siteDrawn = v.strictObject({ id, site: siteCode });
export type SiteDrawn = v.InferOutput<typeof siteDrawn>;

/** A visit, sealed, is at most so long. */
export const SITE_VISIT_BYTES = 4096;
/** What a visitor's phone seals. How it was told and when the server says itself. */
export const siteVisit = v.strictObject({
  id: visitId,
  /** What was sealed for one gate is no other's. */
  site: siteCode,
  ...v.pick(newVisit, ["direction", "name", "phone", "host"]).entries,
});
export type SiteVisit = v.InferOutput<typeof siteVisit>;
