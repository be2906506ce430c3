/** What is told of contacts' health, and what follows from it: tests, answers to daily questions, quarantine. */
import * as v from "valibot";
import { contactKey } from "./call-pieces.ts";
import { both, count, date, id, reason, reference, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import {
  DAILY_ANSWERS,
  FOLLOW_UP_DAYS,
  QUARANTINE_PLACES,
  TEST_METHODS,
  TEST_RESULTS,
  TEST_STEPS,
} from "./vocabulary.ts";

/** Number of the sample: by it the laboratory's answer is known. */
const test = {
  kind: v.literal("test"),
  sample: reference,
  method: v.picklist(TEST_METHODS),
  sampled: date,
  result: v.picklist(TEST_RESULTS),
};
const asked = {
  kind: v.literal("asked"),
  day: date,
  answer: v.picklist(DAILY_ANSWERS),
  note: v.optional(text(300)),
};
const quarantine = {
  kind: v.literal("quarantine"),
  from: date,
  to: date,
  where: v.picklist(QUARANTINE_PLACES),
  address: v.optional(text(200)),
};
const mistaken = { kind: v.literal("mistaken") };

const told = v.variant("kind", [
  v.strictObject(test),
  v.strictObject(asked),
  v.strictObject(quarantine),
  v.strictObject(mistaken),
]);

/** The page draws the id; `corrects` is the id of the entry in whose place it stands. "mistaken" takes an entry away. */
export const newTold = v.pipe(
  v.strictObject({ id, corrects: v.optional(id), told }),
  v.forward(
    v.check(({ corrects, told }) => told.kind !== "mistaken" || corrects !== undefined),
    ["corrects"],
  ),
);

const toldEntry = v.strictObject({
  id,
  at: time,
  by: v.optional(v.string()),
  corrects: v.optional(id),
  told,
});

/** Not saved: what it corrects was corrected by a colleague since, and `now` stands there. */
export const toldWritten = v.strictObject({ isSaved: v.boolean(), now: toldEntry });
export type ToldWritten = AnswerOf<typeof toldWritten>;

const nextStepsView = v.strictObject({
  tests: v.array(
    v.strictObject({
      due: date,
      step: v.picklist(TEST_STEPS),
      result: v.optional(v.picklist(TEST_RESULTS)),
    }),
  ),
  quarantine: v.strictObject({
    from: date,
    to: date,
    where: v.picklist(QUARANTINE_PLACES),
    address: v.optional(v.string()),
    /** It was agreed on; else it is what the definition asks for. */
    isAgreed: v.boolean(),
  }),
  followUp: v.strictObject({
    from: date,
    to: date,
    days: v.array(v.strictObject({ day: date, what: v.picklist(FOLLOW_UP_DAYS) })),
    /** Days in a row up to yesterday of which nothing is known. */
    missed: count,
    isLost: v.boolean(),
    isToAskToday: v.boolean(),
  }),
  isPositive: v.boolean(),
});

/** Everybody on the list, or who was asked for: what is to be done about them, and all that was told, corrections too. */
export const followUp = v.strictObject({
  today: date,
  source: both,
  lines: v.array(
    v.strictObject({
      key: v.string(),
      label: v.string(),
      lastContact: date,
      steps: nextStepsView,
      told: v.array(toldEntry),
    }),
  ),
});
export type FollowUp = AnswerOf<typeof followUp>;

export const withReasonOnly = v.strictObject({ reason });
/** Of everybody, or of one contact. */
export const wantedFollowUp = v.strictObject({ reason, contact: v.optional(contactKey) });

/** What became of a laboratory's file. With errors nothing of it was kept. */
export const broughtResults = v.strictObject({
  rows: count,
  /** Results that were not known before. */
  added: count,
  errors: v.array(v.strictObject({ row: count, ...both.entries })),
  moreErrors: count,
});
export type BroughtResults = AnswerOf<typeof broughtResults>;

/** One press: number, method and day are those of the test that was positive. */
export const caseOfContact = v.strictObject({
  /** Made by the page, so that one press is one case. */
  id: v.optional(id),
  onset: v.optional(date),
});
