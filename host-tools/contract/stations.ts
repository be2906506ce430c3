/** What stations ask: the time, what they hold ahead for work without a network, what a token's state is. */
import * as v from "valibot";
import { consentWords } from "./persons.ts";
import { place, serialNumber, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { rosterEntry } from "./roster.ts";

export const serverTime = v.strictObject({ unixMs: v.number() });
export type ServerTime = AnswerOf<typeof serverTime>;

export const roster = v.strictObject({ persons: v.array(rosterEntry) });
export type Roster = AnswerOf<typeof roster>;

const aheadToken = v.strictObject({
  serial: serialNumber,
  lastSync: v.optional(time),
  /** Counter of the first ticket; the others follow. */
  counter: v.number(),
  macs: v.array(v.string()),
});

export const heldAhead = v.strictObject({
  /** Unix ms of the server. */
  now: v.number(),
  place: v.strictObject({ id: place, name: v.string() }),
  /** The server's public key: 8 hex digits, and 130 of an uncompressed P-256 point. */
  formKey: v.strictObject({ id: v.string(), point: v.string() }),
  consent: consentWords,
  persons: v.array(rosterEntry),
  /** Of all tickets: first epoch and hours. */
  notBefore: v.number(),
  hours: v.number(),
  tokens: v.array(aheadToken),
});
export type HeldAhead = AnswerOf<typeof heldAhead>;

/** Of the own place its wearer and last sync; once this session has read it, whether the wearer is to be seen. */
export const tokenState = v.strictObject({
  known: v.boolean(),
  wearer: v.optional(rosterEntry),
  /** Somebody of another unit wears it. */
  elsewhere: v.boolean(),
  /** Only of a wearer of the own place, and only when this session has just read the token. */
  called: v.optional(v.boolean()),
  lastSync: v.optional(time),
  /** Seconds by which its clock was put right in the last sync, where that is known. */
  clockChange: v.optional(v.number()),
});
export type TokenStateView = AnswerOf<typeof tokenState>;
