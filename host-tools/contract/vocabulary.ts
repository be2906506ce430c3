/** Words with a fixed meaning that stand in requests, answers and tables. Each list is closed: nothing else is accepted. */
import type { Evidence } from "../../protocol/contact.ts";

/** Why somebody looks, as a word from this list: free text could hold names. */
export const REASONS = [
  "service",
  "case-investigation",
  "request-of-the-person",
  "correction",
  "supervision",
  "court-order",
] as const;
export type GivenReason = (typeof REASONS)[number];

/** Who works with the server. */
export const ROLES = [
  "station",
  "guard",
  "manager",
  "investigator",
  "caller",
  "bench",
  "unit-administrator",
  "province-administrator",
  "auditor",
] as const;
export type Role = (typeof ROLES)[number];

/** How far a session has come. Only an open one may do anything but go on signing in. */
export const STAGES = ["second", "must-change", "second-setup", "open", "locked"] as const;
export type Stage = (typeof STAGES)[number];

/** Ways of showing that one has more than a password: codes on a phone, or the key of an enrolled computer. */
export const SECOND_FACTORS = ["codes", "computer"] as const;
export type SecondFactorKind = (typeof SECOND_FACTORS)[number];

export const TIERS = ["country", "province", "district", "commune", "hamlet"] as const;
export type Tier = (typeof TIERS)[number];

/** "park-board": the management of a province's industrial parks; "hospitality": hotels and restaurants. */
export const ORGANISATION_KINDS = [
  "enterprise",
  "school",
  "hospital",
  "office",
  "bus-operator",
  "post-office",
  "union",
  "workshop",
  "park",
  "park-board",
  "market",
  "hospitality",
  "vehicle",
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** What of a person says where they belong. */
export const MOVED = ["unit", "organisation"] as const;
export type Moved = (typeof MOVED)[number];

/**
 * What people are asked for, each alone: to find who was near a confirmed case; to be named among those inside a building in
 * an emergency; to be asked to the station by their token's red blink.
 */
export const PURPOSES = ["contacts", "register", "call-by-token"] as const;
export type Purpose = (typeof PURPOSES)[number];
/** A token is for contacts; the others are given, refused and withdrawn beside it at any time. */
export const OPTIONAL_PURPOSES = ["register", "call-by-token"] as const satisfies readonly Purpose[];
export type OptionalPurpose = (typeof OPTIONAL_PURPOSES)[number];
/** What somebody answered for a purpose; withdrawn is what had been given. */
export const CONSENT_ANSWERS = ["given", "refused", "withdrawn"] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

export const CONSENT_LANGUAGES = ["vi", "en"] as const;
/** Where somebody agreed. */
export const CONSENT_CHANNELS = ["station", "home-visit", "organisation"] as const;
/** Who agreed: the person, or a guardian for a child or somebody who cannot decide alone. */
export const CONSENT_GIVERS = ["self", "guardian"] as const;

/** Why two records may be of one person. */
export const DOUBLE_REASONS = ["id-number", "name-birth", "phone", "name-near", "birth-near"] as const;
export type DoubleReason = (typeof DOUBLE_REASONS)[number];

/** Details of which one is chosen where two records become one; a phone goes with whether it is shared. */
export const MERGED_FIELDS = [
  "name",
  "birth",
  "phone",
  "idNumber",
  "unit",
  "organisation",
  "hamlet",
  "group",
  "guardian",
] as const;
export type MergedField = (typeof MERGED_FIELDS)[number];

/** Why a wearer does not have the token any more. */
export const ENDINGS = ["returned", "replaced", "lost", "broken", "handed-on"] as const;
export type Ending = (typeof ENDINGS)[number];

/** What becomes of a token that somebody wears who is given another one: it has ended, or they wear both. */
export const OTHER_TOKEN = [...ENDINGS, "worn-too"] as const;
export type OtherToken = (typeof OTHER_TOKEN)[number];

/** How a token's keys came to their end: it was taken out of use, or wiped and enrolled under a new serial. */
export const RETIREMENTS = ["retired", "re-keyed"] as const;
export type HowRetired = (typeof RETIREMENTS)[number];

/** What a case rests on. */
export const CASE_GROUNDS = ["pcr", "rapid-test", "clinical", "order"] as const;
export type CaseGround = (typeof CASE_GROUNDS)[number];

export const CASE_STATES = ["waiting", "open", "emergency", "refused", "closed"] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What was done about a contact. */
export const CONTACT_STATES = ["to-call", "called", "quarantined", "tested", "closed"] as const;
export type ContactState = (typeof CONTACT_STATES)[number];

/** What a call to a contact came to; "mistaken": there was no such call, in a correction alone. */
export const CALL_OUTCOMES = [
  "reached",
  "no-answer",
  "call-back",
  "wrong-number",
  "refused",
  "gone-away",
  "died",
  "mistaken",
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** How far the calls to a contact have come; "called": somebody said so by hand, and not what came of it. */
export const LINE_STATES = [
  "to-call",
  "no-answer",
  "call-back",
  "reached",
  "wrong-number",
  "refused",
  "gone-away",
  "died",
  "called",
] as const;
export type LineState = (typeof LINE_STATES)[number];

/** Where somebody stays who is asked to keep away from others. */
export const QUARANTINE_PLACES = ["home", "facility"] as const;
export type QuarantinePlace = (typeof QUARANTINE_PLACES)[number];

export const TEST_METHODS = ["pcr", "rapid-test"] as const;
export type TestMethod = (typeof TEST_METHODS)[number];

/** "waiting": the sample was taken. */
export const TEST_RESULTS = ["waiting", "negative", "positive", "unclear"] as const;
export type TestResult = (typeof TEST_RESULTS)[number];

/** What somebody says who is asked each day; "no-answer": nobody could be asked. */
export const DAILY_ANSWERS = ["no-symptoms", "symptoms", "no-answer"] as const;
export type DailyAnswer = (typeof DAILY_ANSWERS)[number];

/** A day of follow-up; "not-asked" is never "no-symptoms". */
export const FOLLOW_UP_DAYS = [...DAILY_ANSWERS, "not-asked", "coming"] as const;
export type FollowUpDay = (typeof FOLLOW_UP_DAYS)[number];

/** A test that the definition asks for: how far it has come. */
export const TEST_STEPS = ["coming", "due", "overdue", "waiting", "done"] as const;
export type TestStep = (typeof TEST_STEPS)[number];

/** Whose logs tell of a contact. */
export const EVIDENCES = ["both", "case", "contact"] as const satisfies readonly Evidence[];

/** How sure a contact is. */
export const CONFIDENCE_LEVELS = ["high", "medium", "low"] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];

export const CONFIDENCE_REASONS = [
  "both-logs",
  "one-log",
  "with-others",
  "others-decide",
  "wearer-unclear",
  "clock-untrusted",
  "id-early",
  "length-at-the-limit",
  "distance-at-the-limit",
  "distance-unknown",
  "records-gone",
] as const;
export type ConfidenceReason = (typeof CONFIDENCE_REASONS)[number];

/** Files that a list of contacts is handed out in. */
export const EXPORT_FORMATS = ["xlsx", "csv", "data-trace", "unresolved"] as const;

/** What leaves a page about a case's contacts without being made by the server: it is written down before it does. */
export const LEAVING = ["paper", "picture", "picture-with-names"] as const;
export type Leaving = (typeof LEAVING)[number];

/** Whom a notice to sync is for: hamlets or streets, classes or workshops, everybody of the place. */
export const NOTICE_KINDS = ["hamlet", "group", "everybody"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** So long what became one person can be taken apart again. */
export const APART_DAYS = 14;

/** For so many hours the end of a wearing can be undone, as long as nobody has worn the token since. */
export const UNDO_END_HOURS = 24;
