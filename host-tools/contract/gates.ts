/** Gates, and what they write down of who comes and goes: lists and schemas that the gate, the server and the pages share. */
import * as v from "valibot";
import { fireWord } from "./fires.ts";
import { FORM_KEY_ID_BYTES, FORM_POINT_BYTES } from "./form-sealing.ts";
import { guardDeed } from "./guards.ts";
import { count, countText, date, hex, id, minute, place, reason, secret, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { MOST_VISITS, VISIT_WAYS, visit, visitId } from "./visits.ts";

/** Where a gate's listener hears: on the inner side, on the outer side, or at the one door. Their numbers are kept: add at the end. */
export const GATE_SIDES = ["inside", "outside", "door"] as const;
export type GateSide = (typeof GATE_SIDES)[number];

/**
 * in, out: as the gate is set, or as two sides have heard it. passed: went by, and nothing says which way. there: on that side
 * of the gate when a quarter of an hour began or ended, which with the next quarter's row may make a passage.
 */
export const PASSAGE_DIRECTIONS = ["in", "out", "passed", "there"] as const;
export type PassageDirection = (typeof PASSAGE_DIRECTIONS)[number];

/** tap: the wearer pressed the button. sides: heard on one side alone, then on the other alone. walk: went by one listener. turn: see there. */
const PASSAGE_EVIDENCE = ["tap", "sides", "walk", "turn"] as const;

export const PREFIX_BYTES = 6;

const passage = v.strictObject({
  minute,
  side: v.picklist(GATE_SIDES),
  direction: v.picklist(PASSAGE_DIRECTIONS),
  evidence: v.picklist(PASSAGE_EVIDENCE),
  /** First six bytes of a rolling ID, in hex: of any unit's token, and of phones with Bluezone. */
  prefix: hex(PREFIX_BYTES),
});
export type Passage = v.InferOutput<typeof passage>;

/** A passage's words as the table keeps them: their place in the list. */
export const PASSAGE_WORDS = {
  side: GATE_SIDES,
  direction: PASSAGE_DIRECTIONS,
  evidence: PASSAGE_EVIDENCE,
} as const;

/** Gates of one place that name the same zone lead into it: whoever came in by one may go out by another. */
const zone = text(40);

export const newGate = v.strictObject({ place, name: text(80), zone });
/** Its code waits to be typed at the machine until `codeUntil`, which is absent once it is over. */
const gate = v.strictObject({
  id,
  place,
  placeName: v.string(),
  name: text(80),
  zone,
  addedAt: time,
  codeUntil: v.optional(time),
  enrolledAt: v.optional(time),
  /** On the poster for visitors' phones (site.ts); absent until one was drawn. */
  site: v.optional(v.string()),
  /** When its machine last brought something, or said that there was nothing. */
  heardAt: v.optional(time),
});
export const gateList = v.strictObject({ gates: v.array(gate) });
export type GateList = AnswerOf<typeof gateList>;
export const ofGate = v.strictObject({ gate: id });
/** The code is told once. */
export const gateCode = v.strictObject({ id, code: v.string(), codeUntil: time });
export type GateCode = AnswerOf<typeof gateCode>;

export const GATE_SECRET_BYTES = 32;
/** A machine's own secret, which it draws itself: the server keeps its hash alone. */
export const gateMachine = v.strictObject({ code: secret, secret: hex(GATE_SECRET_BYTES) });
/** What it seals to: form-sealing.ts. */
export const sealTo = v.strictObject({ id: hex(FORM_KEY_ID_BYTES), point: hex(FORM_POINT_BYTES) });
export type SealTo = AnswerOf<typeof sealTo>;
export const gateMachineTold = v.strictObject({
  gate: id,
  name: v.string(),
  placeName: v.string(),
  zone: v.string(),
  sealTo,
});
export type GateMachineTold = AnswerOf<typeof gateMachineTold>;

/** A time in which a guard counted by hand who went through, and what the gate told meanwhile. No person is in it. */
const countedByHand = v.strictObject({
  /** When it began. */
  minute,
  minutes: minute,
  people: minute,
  passages: minute,
});
export type CountedByHand = v.InferOutput<typeof countedByHand>;

const MOST_PASSAGES = 2000;
/** What a machine brings at once is at most so long: its secret, and records behind it (gate-records.ts). */
export const BRING_BYTES = 512 * 1024;
/** What stands in a record, sealed (form-sealing.ts). */
export const gateRecord = v.strictObject({
  gate: id,
  passages: v.pipe(v.array(passage), v.maxLength(MOST_PASSAGES)),
  /** Absent in records of machines from before visits. */
  visits: v.optional(v.pipe(v.array(visit), v.maxLength(MOST_VISITS))),
  /** Visits that the guard has taken back. */
  takenBack: v.optional(v.pipe(v.array(visitId), v.maxLength(MOST_VISITS))),
  /** Absent in records of machines from before they were brought. */
  handCounts: v.optional(v.pipe(v.array(countedByHand), v.maxLength(MOST_VISITS))),
  /** Which guard did it: in records that have nothing else, which a server from before guards sets aside. */
  deeds: v.optional(v.pipe(v.array(guardDeed), v.maxLength(MOST_VISITS))),
  /** In a record of their own, too. */
  fires: v.optional(v.pipe(v.array(fireWord), v.maxLength(MOST_VISITS))),
});
export type GateRecord = v.InferOutput<typeof gateRecord>;
/** The machine's clock as it sends, Unix seconds: what a wrong clock has written is put right by it. */
export const gateClock = v.strictObject({ clock: countText });
export const brought = v.strictObject({
  taken: count,
  /** Records that could not be read: changed on their way, sealed to a key that was given up, or another gate's. The rest is taken. */
  unread: count,
  /** Minutes that the machine's clock is ahead of the server's. */
  ahead: v.pipe(v.number(), v.integer()),
  sealTo,
});
export type Brought = AnswerOf<typeof brought>;

/** A time in a zone. Without `from` nobody saw them come in, without `to` nobody saw them go. */
const stay = v.strictObject({
  place: v.string(),
  placeName: v.string(),
  zone: v.string(),
  from: v.optional(time),
  to: v.optional(time),
  /** Passages of which nothing tells the direction. */
  passed: v.array(time),
});
export type StayView = AnswerOf<typeof stay>;

export const wantedPassages = v.strictObject({ day: date, reason });
/**
 * What a gate tells of a day. brought: passages, and its machine was heard of since. visitors: visits and no passage. silent: nothing at all, though it was heard of
 * since. behind: its machine was not heard of since, so that something may still come. never: no machine of it has ever come. deleted:
 * its passages of that day are kept no more.
 */
const GATE_DAYS = ["brought", "visitors", "silent", "behind", "never", "deleted"] as const;
export type GateDay = (typeof GATE_DAYS)[number];

const gateOfDay = v.strictObject({
  name: v.string(),
  placeName: v.string(),
  zone: v.string(),
  told: v.picklist(GATE_DAYS),
  heardAt: v.optional(time),
  /** Its first and its last passage of that day, whoever's. */
  from: v.optional(time),
  to: v.optional(time),
});
export type GateOfDay = AnswerOf<typeof gateOfDay>;

const visitor = v.strictObject({
  name: v.string(),
  phone: v.optional(v.string()),
  birthYear: v.optional(v.string()),
  host: v.optional(v.string()),
  /** That they were lent, as "BZ-0005". */
  token: v.optional(v.string()),
  /** Where they were noted first; by which guard, where it was one. */
  gate: v.string(),
  guard: v.optional(v.string()),
  /** How, then: by their own phone, from paper, … */
  by: v.picklist(VISIT_WAYS),
  zone: v.string(),
  placeName: v.string(),
  from: time,
  to: time,
  minutes: count,
  /** That they came and went was noted, and so it is of the case: otherwise the day's ends stand for what nobody noted. */
  isSure: v.boolean(),
});
export type VisitorView = AnswerOf<typeof visitor>;

export const casePassages = v.strictObject({
  day: date,
  /** The first passage that is kept; absent where all of that day's are. */
  firstKept: v.optional(time),
  /** The case's own, that day. */
  stays: v.array(stay),
  /** Who was in the same zones in the same minutes, most minutes first. */
  others: v.array(
    v.strictObject({
      /** As on the case's list of contacts. */
      key: v.string(),
      label: v.string(),
      /** The visitor to whom a token without a wearer was lent then. */
      lentTo: v.optional(v.string()),
      zone: v.string(),
      placeName: v.string(),
      from: time,
      to: time,
      minutes: count,
      /** All four ends were seen: otherwise the day's ends stand for those that nobody saw. */
      isSure: v.boolean(),
    }),
  ),
  /** IDs that were heard in these zones in that time and are no enrolled token's: phones, or tokens of elsewhere. */
  unknown: count,
  /** Who was there meanwhile without token or phone, as they told it; no consent is asked of them. */
  visitors: v.array(visitor),
  /** Gates that stood that day within the case's place, and those that lead into these zones. */
  gates: v.array(gateOfDay),
  /** Those that stood elsewhere, and how many of them brought nothing whole of that day. They were looked at, too. */
  elsewhere: v.strictObject({ gates: count, lacking: count }),
});
export type CasePassages = AnswerOf<typeof casePassages>;
