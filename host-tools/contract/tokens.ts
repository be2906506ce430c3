/** Who wears a token, and that it is out of use. */
import * as v from "valibot";
import { id, place, serialNumber, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { ENDINGS, OTHER_TOKEN, RETIREMENTS } from "./vocabulary.ts";

/** When a station that had no network did it; the server holds it to what is possible. */
const at = v.optional(time);

/** What became of each token that the person wore before. */
export const otherTokens = v.pipe(
  v.array(v.strictObject({ serial: serialNumber, what: v.picklist(OTHER_TOKEN) })),
  v.maxLength(20),
);
export type OtherTokens = RequestOf<typeof otherTokens>;

/** With `handOver` also when somebody else of the own place wears it. */
export const handingOut = v.strictObject({
  person: id,
  handOver: v.optional(v.boolean(), false),
  others: v.optional(otherTokens, []),
  at,
});
export type HandingOut = RequestOf<typeof handingOut>;

export const wearingEnd = v.strictObject({ person: id, endedBy: v.picklist(ENDINGS), at });
export type WearingEnd = RequestOf<typeof wearingEnd>;

const wearing = v.strictObject({
  person: id,
  from: time,
  to: v.optional(time),
  endedBy: v.optional(v.picklist(ENDINGS)),
});
/** Of the own place, the first first. */
export const tokenWearers = v.strictObject({
  wearers: v.array(wearing),
  keptBy: v.array(v.strictObject({ organisation: place, from: time, to: v.optional(time) })),
  keptSince: time,
});
export type TokenWearers = AnswerOf<typeof tokenWearers>;

export const retirement = v.strictObject({ how: v.picklist(RETIREMENTS) });
export type RetirementRequest = RequestOf<typeof retirement>;
/** "asked": a second person has to say the same. */
export const retirementNoted = v.strictObject({ state: v.picklist(["retired", "asked"]) });
export type RetirementNoted = AnswerOf<typeof retirementNoted>;
