/** How sure a contact is, with its reasons: what an investigator would ask about first. */

import type { Contact } from "../../../protocol/contact.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import { CONFIDENCE_LEVELS, type ConfidenceLevel, type ConfidenceReason } from "../../contract/vocabulary.ts";

export interface Confidence {
  readonly level: ConfidenceLevel;
  readonly reasons: readonly ConfidenceReason[];
}

/** A length of presence is known to some two minutes on the smallest board; a wider band is cheap. */
const LIMIT_MINUTES = 3;
/** A pair's loss spreads by 5.5 dB about its median (docs/SUMMARY.md): within half of that it may be either. */
const LIMIT_DECIBELS = 3;

const NO_DOUBTS: ReadonlySet<ConfidenceReason> = new Set(["both-logs", "with-others"]);

type Judged = Pick<
  Contact,
  "evidence" | "clockTrusted" | "ruleMinutes" | "nearestLoss" | "distance" | "judgedWith"
>;

interface Doubts {
  /** It would be another one without IDs that had been on the air before their time. */
  readonly restsOnEarly: boolean;
  /** By the pair's own losses the verdict would be the other one. */
  readonly othersDecide: boolean;
  /** Somebody else may have worn the token. */
  readonly isWearerUnclear: boolean;
}

/** Of a contact, or of somebody near by who is none: how likely more evidence would leave the verdict as it is. */
export function confidenceOf(
  contact: Judged,
  rule: ContactRule,
  { restsOnEarly, othersDecide, isWearerUnclear }: Doubts,
): Confidence {
  const { evidence, clockTrusted, ruleMinutes, nearestLoss, distance, judgedWith } = contact;
  const isAtLength = Math.abs(ruleMinutes - rule.minutes) <= LIMIT_MINUTES && rule.minutes > LIMIT_MINUTES;
  const isAtDistance = Math.abs(nearestLoss - rule.nearLoss) <= LIMIT_DECIBELS;
  const reasons: Confidence["reasons"][number][] = [evidence === "both" ? "both-logs" : "one-log"];
  if (judgedWith > 0) reasons.push("with-others");
  if (othersDecide) reasons.push("others-decide");
  if (isWearerUnclear) reasons.push("wearer-unclear");
  if (!clockTrusted) reasons.push("clock-untrusted");
  if (restsOnEarly) reasons.push("id-early");
  if (isAtLength) reasons.push("length-at-the-limit");
  if (distance === "unknown") reasons.push("distance-unknown");
  else if (isAtDistance) reasons.push("distance-at-the-limit");
  const doubts = reasons.filter((reason) => !NO_DOUBTS.has(reason)).length;
  return { level: CONFIDENCE_LEVELS[Math.min(doubts, 2)]!, reasons };
}
