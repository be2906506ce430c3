/** What the routes of cases and contacts take and give. */
import * as v from "valibot";
import { DISTANCE_CLASSES } from "../../../../protocol/contact.ts";
import { CONTACT_RULES } from "../../../../protocol/rules.ts";
import { CASE_GROUNDS, CASE_STATES } from "../../cases/case.ts";
import { CONTACT_STATES } from "../../cases/contact-list.ts";
import { CONFIDENCE_LEVELS, CONFIDENCE_REASONS } from "../../matching/confidence.ts";
import {
  countText,
  date,
  id,
  place,
  reason,
  reference,
  serialNumber,
  text,
  time,
} from "../request/schemas.ts";

export const ofCase = v.strictObject({ case: id });
/** Random id of a person, a pseudonym of a trial, or a token nobody is known to have worn. */
export const contactKey = v.pipe(v.string(), v.regex(/^[\p{L}\p{N} ._-]{1,80}$/u));
export const ofContact = v.strictObject({ case: id, contact: contactKey });
export const withReason = v.strictObject({ reason });
/** Also those who were near by and are no close contacts: only when they are asked for. */
export const everybody = v.optional(v.literal("true"));
export const wantedList = v.strictObject({ reason, everybody, since: v.optional(countText) });

export const rule = v.picklist(Object.keys(CONTACT_RULES) as (keyof typeof CONTACT_RULES)[]);

export const caseDates = {
  onset: v.optional(date),
  tested: date,
  from: v.optional(date),
  to: v.optional(date),
  rule: v.optional(rule, "two-metres-15-in-24"),
};

export const caseSubject = v.variant("kind", [
  v.strictObject({ kind: v.literal("person"), person: id }),
  v.strictObject({ kind: v.literal("token"), serial: serialNumber, place: v.optional(place) }),
  v.strictObject({ kind: v.literal("phone"), place }),
]);

export const newCase = v.strictObject({
  subject: caseSubject,
  reference,
  ground: v.picklist(CASE_GROUNDS),
  emergency: v.optional(v.boolean(), false),
  ...caseDates,
});

/** Of what `caseView` showed: it is that which is approved, or refused. */
export const approval = v.strictObject({ approved: v.boolean(), scope: v.pipe(v.string(), v.hexadecimal()) });

const shown = v.strictObject({
  id: v.string(),
  name: v.string(),
  sortKey: v.string(),
  birth: v.string(),
  unit: v.string(),
  unitName: v.string(),
  phone: v.optional(v.string()),
  phoneShared: v.optional(v.boolean()),
  organisation: v.optional(v.string()),
  hamlet: v.optional(v.string()),
  group: v.optional(v.string()),
  guardian: v.optional(
    v.strictObject({ name: v.string(), phone: v.optional(v.string()), relation: v.string() }),
  ),
});

export const caseView = v.strictObject({
  id,
  reference: v.string(),
  ground: v.picklist(CASE_GROUNDS),
  subject: v.strictObject({
    kind: v.picklist(["person", "token", "phone"]),
    person: v.optional(id),
    name: v.optional(v.string()),
    serial: v.optional(serialNumber),
    token: v.optional(v.string()),
  }),
  place: v.string(),
  placeName: v.string(),
  onset: v.optional(date),
  tested: date,
  from: date,
  to: date,
  isByHand: v.boolean(),
  rule,
  state: v.picklist(CASE_STATES),
  isOpen: v.boolean(),
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
  closedAt: v.optional(time),
});

const spell = v.strictObject({ from: v.number(), to: v.number() });
const distance = v.picklist(DISTANCE_CLASSES);

/** One contact: what the radio tells, who it is, and what was done. */
const radio = {
  key: v.string(),
  tokens: v.array(v.strictObject({ serial: v.number(), name: v.string() })),
  minutes: v.number(),
  closeMinutes: v.number(),
  first: time,
  last: time,
  days: v.array(
    v.strictObject({
      date,
      minutes: v.number(),
      closeMinutes: v.number(),
      first: time,
      last: time,
      distance,
    }),
  ),
  spells: v.array(spell),
  closeSpells: v.array(spell),
  distance,
  evidence: v.picklist(["both", "case", "contact"]),
  isContact: v.boolean(),
  confidence: v.strictObject({
    level: v.picklist(CONFIDENCE_LEVELS),
    reasons: v.array(v.picklist(CONFIDENCE_REASONS)),
  }),
  person: v.optional(shown),
  label: v.string(),
};
export const radioContact = v.strictObject(radio);
export const contactView = v.strictObject({
  ...radio,
  state: v.picklist(CONTACT_STATES),
  note: v.optional(v.string()),
  changedAt: v.optional(time),
});

const entry = v.strictObject({
  key: v.string(),
  minutes: v.number(),
  closeMinutes: v.number(),
  isContact: v.boolean(),
  evidence: v.picklist(["both", "case", "contact"]),
  confidence: v.picklist(CONFIDENCE_LEVELS),
});
const marks = v.strictObject({
  replayed: v.number(),
  expired: v.number(),
  own: v.number(),
  clockUntrusted: v.number(),
  clockCorrected: v.number(),
  early: v.number(),
});

export const listView = v.strictObject({
  case: caseView,
  list: v.strictObject({
    number: v.number(),
    madeAt: time,
    rule: v.string(),
    ruleVersion: v.number(),
    from: date,
    to: date,
    unresolved: v.number(),
    isExhaustive: v.boolean(),
    marks,
  }),
  lists: v.array(v.strictObject({ number: v.number(), madeAt: time })),
  /** The list that changes are told from. */
  before: v.optional(
    v.strictObject({
      number: v.number(),
      madeAt: time,
      rule: v.string(),
      ruleVersion: v.number(),
      from: date,
      to: date,
    }),
  ),
  changes: v.strictObject({
    added: v.array(v.string()),
    removed: v.array(v.string()),
    changed: v.array(v.strictObject({ key: v.string(), before: entry, after: entry })),
  }),
  /** People near by who are no close contacts, whether they are among `contacts` or not. */
  others: v.number(),
  contacts: v.array(contactView),
  /** Contacts of earlier lists that are on this one no more: those that somebody worked on, or that went since `before`. */
  dropped: v.array(v.strictObject({ key: v.string(), label: v.string(), state: v.picklist(CONTACT_STATES) })),
});

export const contactChange = v.strictObject({
  state: v.picklist(CONTACT_STATES),
  note: v.optional(text(500)),
});

export const exportedFile = v.strictObject({
  name: v.string(),
  type: v.string(),
  /** Base64. */
  content: v.string(),
});

export const EXPORT_FORMATS = ["xlsx", "csv", "data-trace", "unresolved"] as const;
