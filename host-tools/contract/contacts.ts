/** Contacts of a case: the list, what was done about each, and the files made of it. */
import * as v from "valibot";
import { DISTANCE_CLASSES } from "../../protocol/contact.ts";
import { contactKey } from "./call-pieces.ts";
import { callView, claimView, lineView } from "./calls.ts";
import { caseView } from "./cases.ts";
import { coverage } from "./coverage.ts";
import { both, countText, date, id, reason, text, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import {
  CASE_STATES,
  CONFIDENCE_LEVELS,
  CONFIDENCE_REASONS,
  CONTACT_STATES,
  EVIDENCES,
  EXPORT_FORMATS,
  LEAVING,
} from "./vocabulary.ts";

export const ofCase = v.strictObject({ case: id });
export const ofContact = v.strictObject({ case: id, contact: contactKey });
export const withReason = v.strictObject({ reason });
/** Also those who were near by and are no close contacts: only when they are asked for. */
const everybody = v.optional(v.literal("true"));
export const wantedList = v.strictObject({ reason, everybody, since: v.optional(countText) });

/** What a caller needs to know of a person: never their ID number. */
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

/** Minutes counted from the Unix epoch, both ends included. */
const spell = v.strictObject({ from: v.number(), to: v.number() });
const distance = v.picklist(DISTANCE_CLASSES);

/** One contact: what the radio tells, and who it is. */
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
      /** Expected share of infections; absent of days that an older program judged. */
      risk: v.optional(v.number()),
    }),
  ),
  spells: v.array(spell),
  closeSpells: v.array(spell),
  distance,
  evidence: v.picklist(EVIDENCES),
  /** So many others whom both logs hold took part in the judgement; 0 where it rests on the pair alone. */
  judgedWith: v.number(),
  isContact: v.boolean(),
  confidence: v.strictObject({
    level: v.picklist(CONFIDENCE_LEVELS),
    reasons: v.array(v.picklist(CONFIDENCE_REASONS)),
  }),
  person: v.optional(shown),
  label: v.string(),
};
const radioContact = v.strictObject(radio);
export type RadioContact = AnswerOf<typeof radioContact>;
export type Spell = AnswerOf<typeof spell>;
export type PersonView = AnswerOf<typeof shown>;

/** What was done about a contact after one change, when and by whom; unknown of changes that an older program kept. */
const contactDone = v.strictObject({
  at: time,
  by: v.optional(v.string()),
  state: v.picklist(CONTACT_STATES),
  note: v.optional(v.string()),
});
export type ContactDone = AnswerOf<typeof contactDone>;

/** And what was done. */
const contactView = v.strictObject({
  ...radio,
  state: v.picklist(CONTACT_STATES),
  note: v.optional(v.string()),
  changedAt: v.optional(time),
  /** Every change, oldest first. */
  history: v.array(contactDone),
  /** How far the calls have come, every call, and who holds the line. */
  line: lineView,
  calls: v.array(callView),
  claim: v.optional(claimView),
  /** The case that they became themselves. */
  ownCase: v.optional(v.strictObject({ id, reference: v.string(), state: v.picklist(CASE_STATES) })),
});
export type ContactView = AnswerOf<typeof contactView>;

/** One line of a list as it is remembered. */
const entry = v.strictObject({
  key: v.string(),
  minutes: v.number(),
  closeMinutes: v.number(),
  isContact: v.boolean(),
  evidence: v.picklist(EVIDENCES),
  confidence: v.picklist(CONFIDENCE_LEVELS),
});
export type ListEntry = AnswerOf<typeof entry>;
/** Records that were not counted, or counted with a doubt. */
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
  /** What was looked at, when it was asked. */
  coverage,
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
  dropped: v.array(
    v.strictObject({
      key: v.string(),
      label: v.string(),
      state: v.picklist(CONTACT_STATES),
      note: v.optional(v.string()),
      /** What was found of them, on days outside the infectious period: they come back with these days. */
      found: v.optional(radioContact),
    }),
  ),
});
export type ListView = AnswerOf<typeof listView>;

/** Only what is to change: a note of null takes it away. */
export const contactChange = v.strictObject({
  /** Drawn before it is asked: the same one comes again with a second try. */
  id,
  /** `changedAt` as it was seen, null where there was none. */
  seen: v.nullable(time),
  state: v.optional(v.picklist(CONTACT_STATES)),
  note: v.optional(v.nullable(text(500))),
});
export type ContactChange = RequestOf<typeof contactChange>;

/** Not saved: somebody else has changed the same since it was seen, and `now` says to what. */
export const contactChanged = v.strictObject({ isSaved: v.boolean(), now: contactDone });
export type ContactChanged = AnswerOf<typeof contactChanged>;

/** Contacts of a close contact (F2). */
export const contactsOfContact = v.strictObject({ coverage, contacts: v.array(radioContact) });
export type ContactsOfContact = AnswerOf<typeof contactsOfContact>;

/** Search for the owners of unresolved records among all enrolled tokens. */
export const resolution = v.strictObject({
  ids: v.number(),
  resolved: v.number(),
  tokens: v.number(),
  seconds: v.number(),
});
export type Resolution = AnswerOf<typeof resolution>;

export const wantedFile = v.strictObject({ reason, everybody, format: v.picklist(EXPORT_FORMATS) });

/** What the page is about to print, or to make a file of. */
export const leavingPage = v.strictObject({ what: v.picklist(LEAVING), reason });

export const exportedFile = v.strictObject({
  name: v.string(),
  type: v.string(),
  /** Base64. */
  content: v.string(),
  /** What it covers, and what not: its own lines may have no place for it. */
  covers: v.array(v.strictObject({ isWarning: v.boolean(), ...both.entries })),
});
export type ExportedFile = AnswerOf<typeof exportedFile>;
