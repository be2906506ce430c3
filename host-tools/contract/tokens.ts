/** Who wears a token, and that it is out of use. */
import * as v from "valibot";
import { id, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { ENDINGS, RETIREMENTS } from "./vocabulary.ts";

/** When a station that had no network did it; the server holds it to what is possible. */
const at = v.optional(time);

/** With `handOver` also when somebody else of the own place wears it. */
export const handingOut = v.strictObject({ person: id, handOver: v.optional(v.boolean(), false), at });
export type HandingOut = RequestOf<typeof handingOut>;

export const wearingEnd = v.strictObject({ person: id, endedBy: v.picklist(ENDINGS), at });
export type WearingEnd = RequestOf<typeof wearingEnd>;

export const retirement = v.strictObject({ how: v.picklist(RETIREMENTS) });
export type RetirementRequest = RequestOf<typeof retirement>;
/** "asked": a second person has to say the same. */
export const retirementNoted = v.strictObject({ state: v.picklist(["retired", "asked"]) });
export type RetirementNoted = AnswerOf<typeof retirementNoted>;
