/**
 * Visits: somebody without token or phone who came or went, as they told it to the guard. Of a card's code nothing but name and year
 * of birth is in it. The gate's machine seals it at once; it is read inside an open case alone.
 */
import * as v from "valibot";
import { hex, minute, serialNumber, text } from "./pieces.ts";
import { VISIT_ID_BYTES } from "./visit-id.ts";

/** How the guard has it: from a citizen's card, an insurance card or a common personal code; by the site's code; from paper; told. */
export const VISIT_WAYS = ["card", "insurance", "code", "site", "paper", "spoken"] as const;
export type VisitWay = (typeof VISIT_WAYS)[number];

/** Drawn where the visit is sealed: what comes twice is one visit. Nobody is told it. */
export const visitId = hex(VISIT_ID_BYTES);
/** In one record at most. */
export const MOST_VISITS = 100;

/** Numbers of cards are never taken: no name has nine digits in a row. */
export const CARD_DIGITS = /\d{9}/;
const words = v.pipe(
  text(80),
  v.check((said) => !CARD_DIGITS.test(said)),
);
/** As people say or write it; foreign numbers, too. Twelve digits alone are a citizen's number. */
const visitorsPhone = v.pipe(text(24), v.regex(/^(?!\d{12}$)\+?[\d ().-]{6,24}$/));

export const newVisit = v.strictObject({
  direction: v.picklist(["in", "out"]),
  by: v.picklist(VISIT_WAYS),
  name: words,
  phone: v.optional(visitorsPhone),
  birthYear: v.optional(v.pipe(v.string(), v.regex(/^(?:19|20)\d\d$/))),
  /** Whom they visit. */
  host: v.optional(words),
  /** Number of the token that they were lent as they came, or gave back as they went. */
  token: v.optional(serialNumber),
});

/** So long visits are kept, days. */
export const KEPT_DAYS = 21;

/** As the guard's page hands it to the machine. Of a line of paper alone the minute is told, for it was typed. */
export const guardVisit = v.pipe(
  v.strictObject({ id: visitId, minute: v.optional(minute), ...newVisit.entries }),
  v.check(({ by, minute }) => (by === "paper") === (minute !== undefined)),
);
export type GuardVisit = v.InferOutput<typeof guardVisit>;

export const visit = v.strictObject({ id: visitId, minute, ...newVisit.entries });
export type Visit = v.InferOutput<typeof visit>;
