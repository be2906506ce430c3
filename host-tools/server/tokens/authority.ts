/** What the server says to tokens under their keys, and what it hears from them: tickets, signed time, health. */
import {
  healthMac,
  helloAlias,
  MAX_TICKET_HOURS,
  type SignedTime,
  TICKET_WINDOW,
  type Ticket,
  ticketMac,
  timeMac,
} from "../../../protocol/authority.ts";
import { sameBytes } from "../../../protocol/bytes.ts";
import { epochAt } from "../../../protocol/epoch.ts";
import { digitsOf } from "../../../protocol/identity.ts";
import { type ControlMessage, encodeControl, HELLO_VERSION } from "../../../protocol/sync.ts";
import { refuse } from "../../contract/refusal.ts";
import { sha256 } from "../../lib/sha256.ts";
import type { EnrolledToken, TokenDirectory } from "./directory.ts";
import type { HealthFields } from "./health-store.ts";

const NONCE_BYTES = 8;

export interface TicketOptions {
  /** Highest counter that the token has accepted, by a HELLO whose alias holds. */
  readonly highest?: number;
  /** Validity from ticketStart on, 1..48; 2 unless told. */
  readonly hours?: number;
}

/** A HELLO, which says who it is only to who has the token's key. */
export type HelloMessage = Extract<ControlMessage, { name: "hello" }>;

/**
 * Serial of the token that said HELLO under a name ("BZ-7890"): of those with its digits the one under whose key the alias holds.
 * Refusal: unknown-alias, when there is none, or somebody changed what it said.
 */
export function whoSays(directory: TokenDirectory, name: string, hello: HelloMessage): number {
  const digits = digitsOf(name);
  const serial =
    digits === undefined || hello.version !== HELLO_VERSION
      ? undefined
      : directory.findByDigits(digits, (key) => sameBytes(hello.alias, helloAlias(sha256, key, hello)));
  if (serial === undefined) throw refuse("unknown-alias", "hello");
  return serial;
}

/**
 * The greatest counter that a token has accepted: what it says itself, which is less than before where it has lost its log, but not
 * far above what was given out; else the greatest it has ever said.
 */
export function believedHighest({ ticketCounter, ticketHighest }: EnrolledToken, told?: number): number {
  return told === undefined ? ticketHighest : Math.min(told, ticketCounter + TICKET_WINDOW);
}

/**
 * The counter of the next ticket: above all that were given out. When so many were given out and never used that the
 * token would refuse it, the oldest unused ones are given out anew: a counter is spent only when a token accepts it.
 */
export function nextTicketCounter(given: number, highest: number): number {
  const next = Math.max(given, highest) + 1;
  return next > highest + TICKET_WINDOW ? highest + 1 : next;
}

/** A token whose clock was alone for weeks has lost minutes, and refuses a ticket whose time it thinks has not come. */
const MARGIN_EPOCHS = 4;

/** The epoch from which tickets given out now are valid: an hour ago. */
export function ticketStart(now: number): number {
  return epochAt(now / 1000) - MARGIN_EPOCHS;
}

/** Refusals: unknown-token, hours. */
export function ticketFor(
  directory: TokenDirectory,
  serial: number,
  counter: number,
  now: number,
  hours: number,
): Ticket {
  if (!Number.isInteger(hours) || hours < 1 || hours > MAX_TICKET_HOURS) throw refuse("hours", "hours");
  const notBefore = ticketStart(now);
  const mac = ticketMac(sha256, known(directory, serial), counter, notBefore, hours);
  return { counter, notBefore, hours, mac };
}

/** Refusals: unknown-token, nonce. */
export function signedTime(
  directory: TokenDirectory,
  serial: number,
  nonce: Uint8Array,
  now: number,
): SignedTime {
  if (nonce.length !== NONCE_BYTES) throw refuse("nonce", "nonce");
  const unixSeconds = Math.floor(now / 1000);
  return { unixSeconds, mac: timeMac(sha256, known(directory, serial), unixSeconds, nonce) };
}

/** What a token says of itself in a sync: its report, and MAC and anchor of the message behind it. */
export interface Health {
  readonly report: Extract<ControlMessage, { name: "healthReport" }>;
  readonly mac: Uint8Array;
  /** Unix seconds: the token's last authenticated time. */
  readonly anchor: number;
}

/** The report's fields and the anchor when their MAC holds. Refusals: unknown-token, mac. */
export function checkedHealth(
  directory: TokenDirectory,
  serial: number,
  { report, mac, anchor }: Health,
): HealthFields {
  const key = known(directory, serial);
  const { name: _, ...fields } = report;
  if (!sameBytes(mac, healthMac(sha256, key, encodeControl(report).subarray(1), anchor)))
    throw refuse("mac", "health MAC");
  return { ...fields, anchor };
}

function known(directory: TokenDirectory, serial: number) {
  if (!directory.find(serial)) throw refuse("unknown-token", "serial");
  return directory.tokenKey(serial);
}
