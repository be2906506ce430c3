/** What the server says to tokens under their keys, and what it hears from them: tickets, signed time, health. */
import {
  healthMac,
  MAX_TICKET_HOURS,
  type SignedTime,
  TICKET_WINDOW,
  type Ticket,
  ticketMac,
  timeMac,
} from "../../protocol/authority.ts";
import { sameBytes } from "../../protocol/bytes.ts";
import { epochAt } from "../../protocol/epoch.ts";
import { type ControlMessage, encodeControl } from "../../protocol/sync.ts";
import { sha256 } from "../sha256.ts";
import { refuse } from "./refusal.ts";
import type { TokenDirectory } from "./token-directory.ts";

const NONCE_BYTES = 8;
/** The server's own clock may stand so far behind its journal before it stops signing time. */
const MAX_CLOCK_STEP_MS = 3_600_000;

export interface TicketOptions {
  /** Highest counter that the token says it has accepted (HELLO). */
  readonly highest?: number;
  /** Validity, 1..48; 1 unless told. */
  readonly hours?: number;
}

/**
 * The counter of the next ticket: above all that were given out. When so many were given out and never used that the
 * token would refuse it, the oldest unused ones are given out anew: a counter is spent only when a token accepts it.
 */
export function nextTicketCounter(given: number, highest: number | undefined): number {
  if (highest === undefined) return given + 1;
  const next = Math.max(given, highest) + 1;
  return next > highest + TICKET_WINDOW ? highest + 1 : next;
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
  const notBefore = epochAt(now / 1000);
  const mac = ticketMac(sha256, known(directory, serial), counter, notBefore, hours);
  return { counter, notBefore, hours, mac };
}

/** Refusals: unknown-token, nonce, clock (the server's own stands more than an hour behind what it has written down). */
export function signedTime(
  directory: TokenDirectory,
  serial: number,
  nonce: Uint8Array,
  now: number,
  latest: number,
): SignedTime {
  if (nonce.length !== NONCE_BYTES) throw refuse("nonce", "nonce");
  if (now < latest - MAX_CLOCK_STEP_MS) throw refuse("clock", "server time");
  const unixSeconds = Math.floor(now / 1000);
  return { unixSeconds, mac: timeMac(sha256, known(directory, serial), unixSeconds, nonce) };
}

export type HealthMessage = Extract<ControlMessage, { name: "healthReport" }>;

/** The report's fields when its MAC holds. Refusals: unknown-token, mac. */
export function checkedHealth(
  directory: TokenDirectory,
  serial: number,
  report: HealthMessage,
  mac: Uint8Array,
): Record<string, number> {
  const key = known(directory, serial);
  const { name: _, ...fields } = report;
  if (!sameBytes(mac, healthMac(sha256, key, encodeControl(report).subarray(1))))
    throw refuse("mac", "health MAC");
  return fields;
}

function known(directory: TokenDirectory, serial: number) {
  if (!directory.find(serial)) throw refuse("unknown-token", "serial");
  return directory.tokenKey(serial);
}
