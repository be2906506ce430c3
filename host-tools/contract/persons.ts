/** People who wear tokens: what is kept of them, what they agreed to, and where they are to belong. */
import * as v from "valibot";
import { changeOf } from "./changes.ts";
import { both, count, id, place, serialNumber, text, tidyString, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { resembling, rosterEntry } from "./roster.ts";
import {
  CONSENT_ANSWERS,
  CONSENT_CHANNELS,
  CONSENT_GIVERS,
  CONSENT_LANGUAGES,
  MOVED,
  OPTIONAL_PURPOSES,
  type OptionalPurpose,
  PURPOSES,
} from "./vocabulary.ts";

/** Who speaks for a child, or for somebody who cannot decide alone. */
const guardian = v.strictObject({
  name: text(120),
  phone: v.optional(text(20)),
  relation: text(40),
});
export type Guardian = AnswerOf<typeof guardian>;

/** Nothing but a name, a birth year and a unit is ever required. */
const details = {
  name: text(120),
  /** "1948", or "1948-03-02" where the whole date is known and needed. */
  birth: v.pipe(tidyString, v.regex(/^\d{4}(?:-\d{2}-\d{2})?$/)),
  /** Kept as +84… */
  phone: v.optional(text(20)),
  /** The phone belongs to the household, not to this person: a caller must ask for whom it is. */
  phoneShared: v.optional(v.boolean()),
  /** Citizen's identity number: 12 digits, or 9 on old cards. */
  idNumber: v.optional(v.pipe(tidyString, v.regex(/^(?:\d{9}|\d{12})$/))),
  /** Unit that looks after them. */
  unit: place,
  organisation: v.optional(place),
  /** Hamlet or street, for home visits. */
  hamlet: v.optional(text(80)),
  /** Class or workshop, for rosters. */
  group: v.optional(text(80)),
  guardian: v.optional(guardian),
};
export const personDetails = v.strictObject(details);
export type PersonDetails = RequestOf<typeof personDetails>;

export const personChange = changeOf(details);
export type PersonChange = RequestOf<typeof personChange>;

/** What is kept of a wearer. */
export const person = v.strictObject({ id, ...details });
export type Person = AnswerOf<typeof person>;

/** Where a place has to take the person in first. */
export const personChanged = v.strictObject({ waiting: v.array(v.picklist(MOVED)) });
export type PersonChanged = AnswerOf<typeof personChanged>;

/** How an answer was heard: which text was read, and who answered. */
const heard = {
  version: text(20),
  language: v.picklist(CONSENT_LANGUAGES),
  channel: v.picklist(CONSENT_CHANNELS),
  /** The person, or a guardian for a child or somebody who cannot decide alone. */
  givenBy: v.picklist(CONSENT_GIVERS),
};

const answer = v.optional(v.boolean());
/** One that was not asked is not there. */
const optionalAnswers = v.strictObject({
  register: answer,
  "call-by-token": answer,
} satisfies Record<OptionalPurpose, typeof answer>);
export type OptionalAnswers = RequestOf<typeof optionalAnswers>;

const consentGiven = v.strictObject({
  /** To contacts: without it no token is handed out and nobody is kept. */
  agreed: v.literal(true),
  ...heard,
  optional: v.optional(optionalAnswers),
});
export type ConsentGiven = RequestOf<typeof consentGiven>;

/**
 * A station that had no network has given the person an id already, and says when it was. `another`: somebody has looked at
 * those who are likely to be the same person, and it is none of them.
 */
export const newPerson = v.strictObject({
  id: v.optional(id),
  person: personDetails,
  consent: consentGiven,
  at: v.optional(time),
  another: v.optional(v.boolean(), false),
  /** The row of a list that told of them. */
  planned: v.optional(id),
});
export type NewPerson = RequestOf<typeof newPerson>;

/** What somebody says of one purpose later. Who takes contacts back withdraws everything. */
export const laterAnswer = v.strictObject({
  purpose: v.picklist(PURPOSES),
  agreed: v.boolean(),
  ...heard,
  at: v.optional(time),
});
export type LaterAnswer = RequestOf<typeof laterAnswer>;

/** One answer to one purpose, as it is kept. */
const consent = v.strictObject({
  purpose: v.picklist(PURPOSES),
  answer: v.picklist(CONSENT_ANSWERS),
  ...heard,
  /** Random id of who read the text and heard the answer. */
  takenBy: v.string(),
  at: time,
});
/** Every answer, by time. */
export const consentHistory = v.strictObject({ consents: v.array(consent) });
export type ConsentHistory = AnswerOf<typeof consentHistory>;

/** For the person to take along; wearings that ended before `keptSince` are deleted. */
export const personCopy = v.strictObject({
  person,
  ...consentHistory.entries,
  tokens: v.array(v.looseObject({ serial: serialNumber, from: time })),
  /** Details of records that became one with theirs, as long as they can be taken apart. */
  merged: v.array(person),
  keptSince: time,
});
export type PersonCopy = AnswerOf<typeof personCopy>;

/** Tokens that somebody had who is deleted now, and what to say. */
export const personWithdrawn = v.strictObject({ tokens: v.array(serialNumber), say: both });
export type PersonWithdrawn = AnswerOf<typeof personWithdrawn>;

/** Of whom it is asked whether they are written down already: before anything is stored. */
export const likeness = v.strictObject({
  name: details.name,
  birth: details.birth,
  phone: details.phone,
  idNumber: details.idNumber,
  hamlet: details.hamlet,
  group: details.group,
});
export type LikenessAsked = RequestOf<typeof likeness>;
export const likelyDoubles = v.strictObject({ persons: v.array(resembling) });
export type LikelyDoubles = AnswerOf<typeof likelyDoubles>;

/** People who came in by forms without a network and are likely to be somebody who was there. */
export const notedDoubles = v.strictObject({
  doubles: v.array(v.strictObject({ person: rosterEntry, others: v.array(resembling), notedAt: time })),
});
export type NotedDoubles = AnswerOf<typeof notedDoubles>;

export const otherPerson = v.strictObject({ other: id });
export type OtherPerson = RequestOf<typeof otherPerson>;

export const addedPerson = v.strictObject({ id });
export type AddedPerson = AnswerOf<typeof addedPerson>;

/** `age` in years, today in the province. */
export const onePerson = v.strictObject({
  person,
  age: v.number(),
  isChild: v.boolean(),
  mustAgreeThemselves: v.boolean(),
});
export type OnePerson = AnswerOf<typeof onePerson>;

export const foundPersons = v.strictObject({
  persons: v.array(person),
  /** How many there are: the rest is asked for with `skip`. */
  total: count,
});
export type FoundPersons = AnswerOf<typeof foundPersons>;

/**
 * The text to be read before anything is kept of somebody. Behind it stands what is asked for beside contacts, each alone;
 * what a station holds from before there was any of it has none.
 */
export const consentWords = v.strictObject({
  version: v.string(),
  ...both.entries,
  optional: v.optional(v.array(v.strictObject({ purpose: v.picklist(OPTIONAL_PURPOSES), ...both.entries }))),
});
export type ConsentWords = AnswerOf<typeof consentWords>;

/** What to say to somebody who refused. */
export const refusalSaid = v.strictObject({ say: both });
export type RefusalSaid = AnswerOf<typeof refusalSaid>;

/** People who are to come to the own place, and from where. */
export const movesToHere = v.strictObject({
  moves: v.array(
    v.strictObject({
      id,
      /** Whether they are to live here, or to work or learn here. */
      what: v.picklist(MOVED),
      place,
      /** Where they are until then. */
      from: v.optional(v.string()),
      name: v.string(),
      birth: v.string(),
      askedAt: time,
    }),
  ),
  /** What was asked before it and not answered is deleted. */
  keptSince: time,
});
export type MovesToHere = AnswerOf<typeof movesToHere>;
/** Taken in; else they stay where they are. */
export const moveAnswer = v.strictObject({ accepted: v.boolean() });
export type MoveAnswer = RequestOf<typeof moveAnswer>;
