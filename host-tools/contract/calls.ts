/** Calls to contacts: who holds which line, what each call came to, and what somebody who calls is told. */
import * as v from "valibot";
import { MOST_CLAIMED } from "./call-outcomes.ts";
import { contactKey, lineFields } from "./call-pieces.ts";
import { date, id, place, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { CALL_OUTCOMES, DAILY_ANSWERS, QUARANTINE_PLACES } from "./vocabulary.ts";

const outcome = v.picklist(CALL_OUTCOMES);

/** What a call came to. The page draws the id; `corrects` is the id of the entry in whose place it stands. */
export const newCall = v.pipe(
  v.strictObject({
    id,
    outcome,
    callBackAt: v.optional(time),
    note: v.optional(text(300)),
    corrects: v.optional(id),
  }),
  v.forward(
    v.check(({ outcome, callBackAt }) => (outcome === "call-back") === (callBackAt !== undefined)),
    ["callBackAt"],
  ),
  v.forward(
    v.check(({ outcome, corrects }) => outcome !== "mistaken" || corrects !== undefined),
    ["corrects"],
  ),
);

/** One call as it was written down; corrections stand among them and name what they correct. */
export const callView = v.strictObject({
  id,
  at: time,
  /** Name of the account. */
  by: v.optional(v.string()),
  outcome,
  callBackAt: v.optional(time),
  note: v.optional(v.string()),
  corrects: v.optional(id),
});
export type CallView = AnswerOf<typeof callView>;

/** How far the line has come, told from all its calls. */
export const lineView = v.strictObject(lineFields);
export type LineView = AnswerOf<typeof lineView>;

/** Not saved: what it corrects was corrected by a colleague since, and `now` stands there. */
export const callWritten = v.strictObject({ isSaved: v.boolean(), now: callView, line: lineView });
export type CallWritten = AnswerOf<typeof callWritten>;

/** These lines, or the next so many that nobody holds, one of the two; for an account, else for who asks. */
export const wantedClaims = v.strictObject({
  keys: v.optional(v.pipe(v.array(contactKey), v.minLength(1), v.maxLength(500))),
  next: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500))),
  to: v.optional(id),
  /** Claims that are taken over from whoever holds them, as they were seen. */
  seen: v.optional(v.pipe(v.array(id), v.maxLength(500)), []),
});

/** Which account holds a line, what it is called, and until when. */
export const claimView = v.strictObject({ claim: id, holder: id, by: v.optional(v.string()), until: time });
export type ClaimView = AnswerOf<typeof claimView>;

const keyed = v.strictObject({ key: v.string(), ...claimView.entries });
/** Lines that are claimed now, and those that somebody else holds. */
export const claimed = v.strictObject({ lines: v.array(keyed), held: v.array(keyed) });
export type Claimed = AnswerOf<typeof claimed>;

/** The claim that is taken back, as it was seen: a later one stays. */
export const seenClaim = v.strictObject({ seen: v.optional(id) });
export const released = v.strictObject({ isReleased: v.boolean() });

export const ofClaim = v.strictObject({ claim: id });

/** The next lines of a place for who asks. */
export const wantedLines = v.strictObject({
  place,
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CLAIMED)),
});

/** A line as who calls sees it: whom to call and what to say, and nothing of the case. */
const heldLine = v.strictObject({
  claim: id,
  until: time,
  name: v.string(),
  phone: v.optional(v.string()),
  phoneShared: v.optional(v.boolean()),
  guardian: v.optional(
    v.strictObject({ name: v.string(), phone: v.optional(v.string()), relation: v.string() }),
  ),
  lastContact: date,
  line: lineView,
  calls: v.array(callView),
  next: v.strictObject({
    /** The next day on which a test is due. */
    test: v.optional(date),
    quarantine: v.strictObject({ from: date, to: date, where: v.picklist(QUARANTINE_PLACES) }),
    followUp: v.strictObject({ from: date, to: date, isToAskToday: v.boolean() }),
  }),
});
export type HeldLineView = AnswerOf<typeof heldLine>;

/** `today` as the province counts it. */
export const heldLines = v.strictObject({ today: date, lines: v.array(heldLine) });
export type HeldLines = AnswerOf<typeof heldLines>;

/** What somebody said who was asked for symptoms. */
export const dailyAnswer = v.strictObject({
  id,
  day: date,
  answer: v.picklist(DAILY_ANSWERS),
  note: v.optional(text(300)),
});
export const dailyWritten = v.strictObject({ isSaved: v.boolean() });
