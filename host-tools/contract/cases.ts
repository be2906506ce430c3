/** Cases: who is infected, since when, and how far they have come to be looked at. */
import * as v from "valibot";
import { CONTACT_RULES } from "../../protocol/rules.ts";
import { changeOf } from "./changes.ts";
import { both, date, id, place, reference, serialNumber, text, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { CASE_GROUNDS, CASE_STATES } from "./vocabulary.ts";

/** Names of the definitions of a contact. */
const rule = v.picklist(Object.keys(CONTACT_RULES) as (keyof typeof CONTACT_RULES)[]);
export type RuleId = AnswerOf<typeof rule>;

const dates = {
  onset: v.optional(date),
  tested: date,
  from: v.optional(date),
  to: v.optional(date),
  rule: v.optional(rule, "two-metres-15-in-24"),
};

/** A case's dates, its infectious period where it is set by hand, and the definition of a contact. */
const settings = { onset: dates.onset, tested: date, from: dates.from, to: dates.to, rule };
export const caseSettings = v.strictObject(settings);
export type CaseSettings = AnswerOf<typeof caseSettings>;
export const settingsChange = changeOf(settings);
export type SettingsChange = RequestOf<typeof settingsChange>;

const subject = v.variant("kind", [
  v.strictObject({ kind: v.literal("person"), person: id }),
  v.strictObject({ kind: v.literal("token"), serial: serialNumber, place: v.optional(place) }),
  v.strictObject({ kind: v.literal("phone"), place }),
]);

export const newCase = v.strictObject({
  /** Made by the page, so that one form is one case. */
  id: v.optional(id),
  subject,
  reference,
  ground: v.picklist(CASE_GROUNDS),
  emergency: v.optional(v.boolean(), false),
  ...dates,
});
export type NewCase = RequestOf<typeof newCase>;

/** Of what `caseView` showed: it is that which is approved, or refused. */
export const approval = v.strictObject({
  approved: v.boolean(),
  scope: v.pipe(v.string(), v.hexadecimal()),
  /** Why it is refused, for who opened it; no names. */
  why: v.optional(text(200)),
});
export type Approval = RequestOf<typeof approval>;

export const caseView = v.strictObject({
  id,
  reference: v.string(),
  ground: v.picklist(CASE_GROUNDS),
  subject: v.strictObject({
    kind: v.picklist(["person", "token", "phone"]),
    person: v.optional(id),
    name: v.optional(v.string()),
    /** Year of birth, which tells two of one name apart. */
    born: v.optional(v.string()),
    serial: v.optional(serialNumber),
    token: v.optional(v.string()),
    /** Who wore the token within the period, the first first. */
    wearers: v.optional(
      v.array(v.strictObject({ name: v.string(), born: v.string(), from: time, to: v.optional(time) })),
    ),
  }),
  place: v.string(),
  placeName: v.string(),
  onset: v.optional(date),
  tested: date,
  from: date,
  to: date,
  /** What of the period is set by hand; the rest follows from the other dates and the definition. */
  byHand: v.strictObject({ from: v.optional(date), to: v.optional(date) }),
  rule,
  state: v.picklist(CASE_STATES),
  isOpen: v.boolean(),
  /** Opened by who looks: somebody else must approve. */
  isOwn: v.boolean(),
  openedAt: time,
  /** Name of the account. */
  openedBy: v.optional(v.string()),
  /** Subject, days, definition and a phone's files in one word: approving gives it back. */
  scope: v.string(),
  /** How much a phone's owner brought. */
  phone: v.optional(v.strictObject({ keys: v.number(), rows: v.number() })),
  /** There while nobody has looked at an emergency opening. */
  reviewDue: v.optional(time),
  approvedAt: v.optional(time),
  refusedWhy: v.optional(v.string()),
  closedAt: v.optional(time),
  /** Until then it can be opened again. */
  reopenUntil: v.optional(time),
  /** The case in which who is infected was a contact first; its number where it is still there and within reach. */
  parent: v.optional(v.strictObject({ id, reference: v.optional(v.string()) })),
  /** Cases of contacts of this one who turned positive, the first first; told where one case is asked for. Numbers as with `parent`. */
  children: v.optional(
    v.array(v.strictObject({ id, reference: v.optional(v.string()), state: v.picklist(CASE_STATES) })),
  ),
});
export type CaseView = AnswerOf<typeof caseView>;

export const caseList = v.strictObject({
  cases: v.array(caseView),
  /** Cases that were closed before it are deleted. */
  keptSince: time,
});
export type CaseListView = AnswerOf<typeof caseList>;

/** A definition of a contact, for people. */
const ruleView = v.strictObject({
  id: rule,
  version: v.number(),
  name: both,
  since: v.string(),
  source: v.string(),
  metres: v.optional(v.number()),
  minutes: v.number(),
  withinHours: v.number(),
  daysBefore: v.number(),
});
export type RuleView = AnswerOf<typeof ruleView>;
export const ruleList = v.strictObject({ rules: v.array(ruleView) });
export type RuleList = AnswerOf<typeof ruleList>;

/** Opened although there is an open case of the same person, or with the same number of a test. */
export const openingQuery = v.strictObject({ another: v.optional(v.picklist(["true"])) });

/** A file of another phone than those before is taken only when this says so: one person may have two. */
export const phoneQuery = v.strictObject({ another: v.optional(v.picklist(["true"])) });

/** What became of a file of a phone's owner. With errors, or `isAnothers`, nothing of it was kept. */
export const broughtFile = v.strictObject({
  keys: v.number(),
  /** Rows that were read; those of them that were not known before; those outside the case's infectious period. */
  rows: v.number(),
  added: v.number(),
  outside: v.number(),
  /** Rows of the file that were not taken, by reason. */
  leftOut: v.array(v.strictObject({ count: v.number(), rows: v.array(v.number()), ...both.entries })),
  /** The file's own IDs are not those of the phone whose files came before, and nobody has said that this is right. */
  isAnothers: v.boolean(),
  errors: v.array(v.strictObject({ row: v.number(), ...both.entries })),
  /** Wrong rows beside those that are named. */
  moreErrors: v.number(),
});
export type BroughtFile = AnswerOf<typeof broughtFile>;
