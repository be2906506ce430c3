/** Signing in: accounts of staff, and how far their session has come. */
import * as v from "valibot";
import { hex, id, login, place, role, secret, stage, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { support } from "./units.ts";
import { SECOND_FACTORS } from "./vocabulary.ts";

/** An uncompressed P-256 point. */
export const POINT_BYTES = 65;
/** r and s, as Web Crypto gives them. */
const SIGNATURE_BYTES = 64;

export const account = v.strictObject({
  /** Random; stands for the person in the audit log. */
  id,
  login,
  name: text(120),
  role,
  /** Unit or organisation. */
  place,
  enabled: v.boolean(),
});
export type Account = AnswerOf<typeof account>;

export const signingIn = v.strictObject({ login, password: secret });
/** `csrf` goes into the header X-CSRF-Token of everything that changes something. */
export const signedIn = v.strictObject({ stage, csrf: v.string() });
export type SignedIn = AnswerOf<typeof signedIn>;

export const ownSession = v.strictObject({
  stage,
  csrf: v.string(),
  endsAt: time,
  hasPin: v.boolean(),
  account,
  /** Second factors that can be given now, or set up. */
  ways: v.array(v.picklist(SECOND_FACTORS)),
  /** Of the nearest unit that has one. */
  support: v.optional(support),
});
export type OwnSession = AnswerOf<typeof ownSession>;

/** How far a step has brought the session. */
export const nextStage = v.strictObject({ stage });
export type NextStage = AnswerOf<typeof nextStage>;

/** At a gate's computer, by its key. */
export const gateComputer = v.strictObject({ computer: id });
const digits = v.pipe(v.string(), v.regex(/^\d{1,12}$/));
/** `signature` is of the challenge that the computer was given, for this login. */
export const gateSignIn = v.strictObject({
  computer: id,
  login,
  pin: digits,
  signature: hex(SIGNATURE_BYTES),
});
export type GateSignIn = AnswerOf<typeof gateSignIn>;

export const code = v.strictObject({ code: v.pipe(v.string(), v.regex(/^\d{6}$/)) });
export const pin = v.strictObject({ pin: digits });
export const newPassword = v.strictObject({ old: secret, new: secret });

/** The otpauth: address that an authenticator app reads from a QR. */
export const codesBegun = v.strictObject({ uri: v.string() });
export type CodesBegun = AnswerOf<typeof codesBegun>;

/** What an enrolled computer has to sign. */
export const challenge = v.strictObject({ challenge: hex(32) });
export type Challenge = AnswerOf<typeof challenge>;

const signature = hex(SIGNATURE_BYTES);
export const computerSignature = v.strictObject({ computer: id, signature });
export const computerEnrolment = v.strictObject({ code: text(40), point: hex(POINT_BYTES), signature });
export const enrolledComputer = v.strictObject({
  stage,
  computer: v.strictObject({ id, name: v.string() }),
});
export type EnrolledComputer = AnswerOf<typeof enrolledComputer>;
