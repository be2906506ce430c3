/** Who wears a token, and that it is out of use. */
import * as v from "valibot";
import { id, place, serialNumber, time, worldTime } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { rosterEntry } from "./roster.ts";
import { ENDINGS, OTHER_TOKEN, RETIREMENTS } from "./vocabulary.ts";

/** When a station that had no network did it; the server holds it to what is possible. */
const at = v.optional(time);

/** By the server's time, carried on since it was asked; or by the computer's own clock. */
const clockUsed = v.picklist(["server", "computer"]);
const milliseconds = v.pipe(v.number(), v.finite(), v.transform(Math.round));
/** What a form says of the clock by which it was written: it is sealed with it. */
export const clockAtWriting = v.strictObject({
  by: clockUsed,
  /** Unix ms: the last time of the server that the computer knew then. */
  after: v.optional(worldTime),
  /** ms by which the computer was ahead of the server when it knew that. */
  offBefore: v.optional(milliseconds),
});
export type ClockAtWriting = RequestOf<typeof clockAtWriting>;
/** With what was measured when it was sent. */
export const toldClock = v.strictObject({
  ...clockAtWriting.entries,
  /** ms by which the computer is ahead of the server. */
  offBy: v.optional(milliseconds),
  /** ms since it was written, by a clock that nobody sets: where the page has been open since. */
  ago: v.optional(v.pipe(milliseconds, v.minValue(0))),
});
export type ToldClock = Readonly<v.InferOutput<typeof toldClock>>;
const clock = v.optional(toldClock);

/** What became of each token that the person wore before. */
export const otherTokens = v.pipe(
  v.array(v.strictObject({ serial: serialNumber, what: v.picklist(OTHER_TOKEN) })),
  v.maxLength(20),
);
export type OtherTokens = RequestOf<typeof otherTokens>;

/** With `handOver` also when somebody else of the own place wears it; with `anyway` also where the stock says something against it. */
export const handingOut = v.strictObject({
  person: id,
  handOver: v.optional(v.boolean(), false),
  anyway: v.optional(v.boolean(), false),
  others: v.optional(otherTokens, []),
  at,
  clock,
});
export type HandingOut = RequestOf<typeof handingOut>;

export const wearingEnd = v.strictObject({ person: id, endedBy: v.picklist(ENDINGS), at, clock });
export type WearingEnd = RequestOf<typeof wearingEnd>;

const wearing = v.strictObject({
  person: id,
  from: time,
  to: v.optional(time),
  endedBy: v.optional(v.picklist(ENDINGS)),
  /** Since when somebody is asked when it began. */
  askedAt: v.optional(time),
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

/** Somebody who has or had a token, and when: no `to` while it lasts. */
const wearingShown = v.strictObject({ person: rosterEntry, from: time, to: v.optional(time) });
/** Wearings of which nobody could tell when they began, with everybody else who may have had the token then. */
export const doubtedWearings = v.strictObject({
  doubted: v.array(
    v.strictObject({
      serial: serialNumber,
      person: rosterEntry,
      /** From when on it may have been. */
      from: time,
      /** As the station's computer told it. */
      told: time,
      others: v.array(wearingShown),
    }),
  ),
});
export type DoubtedWearings = AnswerOf<typeof doubtedWearings>;
/** `from` names the wearing as it stands; `at` is when it began, and without it there never was one. */
export const doubtSettled = v.strictObject({ person: id, from: time, at: v.optional(time) });
export type DoubtSettled = RequestOf<typeof doubtSettled>;
