/**
 * Visits: somebody without token or phone who came or went, as they told it to the guard. Of a card's code nothing but name and year
 * of birth is in it. The gate's machine seals it at once; it is read inside an open case alone.
 */
import * as v from "valibot";
import { hex, minute, text } from "./pieces.ts";
import type { RequestOf } from "./plain.ts";

/** How the guard has it: from a citizen's card, an insurance card or a common personal code; by the site's code; from paper; told. */
const VISIT_WAYS = ["card", "insurance", "code", "site", "paper", "spoken"] as const;

export const VISIT_ID_BYTES = 8;
/** Drawn where the visit is sealed: what comes twice is one visit. Nobody is told it. */
export const visitId = hex(VISIT_ID_BYTES);
/** In one record at most. */
export const MOST_VISITS = 100;

/** As people say or write it; foreign numbers, too. */
const visitorsPhone = v.pipe(text(24), v.regex(/^\+?[\d ().-]{6,24}$/));

const newVisit = v.strictObject({
  direction: v.picklist(["in", "out"]),
  by: v.picklist(VISIT_WAYS),
  name: text(80),
  phone: v.optional(visitorsPhone),
  birthYear: v.optional(v.pipe(v.string(), v.regex(/^(?:19|20)\d\d$/))),
  /** Whom they visit. */
  host: v.optional(text(80)),
});
export type NewVisit = RequestOf<typeof newVisit>;

export const visit = v.strictObject({ id: visitId, minute, ...newVisit.entries });
export type Visit = v.InferOutput<typeof visit>;
