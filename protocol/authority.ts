/**
 * What only the server can say to a token, each under the token's key (SPEC.md §7): ticket, signed time, receipt; and what only
 * the token can say: its alias and its health. The message of each is a label and the fields; the MAC is the head of its HMAC.
 */
import { bytesOf, writeInteger } from "./bytes.ts";
import { EPOCH_SECONDS } from "./epoch.ts";
import { type HmacKey, hmac, type Sha256 } from "./hash.ts";
import { ALIAS_BYTES } from "./sync-codes.ts";

const TICKET_MAC_BYTES = 10;
const TIME_MAC_BYTES = 12;
export const RECEIPT_MAC_BYTES = 12;
/** A token takes tickets up to this far above the highest counter it has accepted. */
export const TICKET_WINDOW = 64;
export const MAX_TICKET_HOURS = 48;

/** Lets a station read a token's log once: its counter is spent when it is accepted. */
export interface Ticket {
  readonly counter: number;
  /** Epoch before which the ticket is not valid; it also bounds the token's clock from below. */
  readonly notBefore: number;
  /** Valid for so many hours from then, at most 48. */
  readonly hours: number;
  readonly mac: Uint8Array;
}

/** Proof that the server holds `length` bytes of a page with this MAC. */
export interface Receipt {
  readonly sequence: number;
  readonly length: number;
  readonly mac: Uint8Array;
}

/** The server's time, bound to a nonce the token has just drawn. */
export interface SignedTime {
  readonly unixSeconds: number;
  readonly mac: Uint8Array;
}

/** "ticket" ‖ counter u32 ‖ not-before epoch u24 ‖ hours u8. */
export function ticketMac(
  sha256: Sha256,
  key: HmacKey,
  counter: number,
  notBefore: number,
  hours: number,
): Uint8Array {
  const message = new Uint8Array(14);
  message.set(bytesOf("ticket"), 0);
  writeInteger(message, 6, 4, counter);
  writeInteger(message, 10, 3, notBefore);
  message[13] = hours;
  return hmac(sha256, key, message).slice(0, TICKET_MAC_BYTES);
}

/** "time" ‖ Unix seconds u32 ‖ nonce of 8 bytes. */
export function timeMac(sha256: Sha256, key: HmacKey, unixSeconds: number, nonce: Uint8Array): Uint8Array {
  const message = new Uint8Array(16);
  message.set(bytesOf("time"), 0);
  writeInteger(message, 4, 4, unixSeconds);
  message.set(nonce, 8);
  return hmac(sha256, key, message).slice(0, TIME_MAC_BYTES);
}

/** "receipt" ‖ sequence u32 ‖ length u16 ‖ page MAC of 8 bytes. */
export function receiptMac(
  sha256: Sha256,
  key: HmacKey,
  sequence: number,
  length: number,
  pageMac: Uint8Array,
): Uint8Array {
  const message = new Uint8Array(21);
  message.set(bytesOf("receipt"), 0);
  writeInteger(message, 7, 4, sequence);
  writeInteger(message, 11, 2, length);
  message.set(pageMac, 13);
  return hmac(sha256, key, message).slice(0, RECEIPT_MAC_BYTES);
}

/** First and last Unix second at which a ticket is valid. */
export function ticketSpan(ticket: Pick<Ticket, "notBefore" | "hours">): { from: number; to: number } {
  const from = ticket.notBefore * EPOCH_SECONDS;
  return { from, to: from + ticket.hours * 3600 };
}

/** What a HELLO says besides the alias. */
export interface HelloFields {
  readonly flags: number;
  readonly ticketHighest: number;
  readonly nonce: Uint8Array;
}

/** By what the server knows a token that says HELLO: head of the HMAC of "hello" ‖ flags u8 ‖ highest ticket u32 ‖ nonce (8). */
export function helloAlias(sha256: Sha256, key: HmacKey, hello: HelloFields): Uint8Array {
  const message = new Uint8Array(18);
  message.set(bytesOf("hello"), 0);
  message[5] = hello.flags;
  writeInteger(message, 6, 4, hello.ticketHighest);
  message.set(hello.nonce, 10);
  return hmac(sha256, key, message).slice(0, ALIAS_BYTES);
}

/**
 * The token's word to the server: "health" ‖ the report's fields as sent, without the operation byte ‖ anchor u32, the token's
 * last authenticated Unix time.
 */
export function healthMac(
  sha256: Sha256,
  key: HmacKey,
  reportFields: Uint8Array,
  anchor: number,
): Uint8Array {
  const message = new Uint8Array(10 + reportFields.length);
  message.set(bytesOf("health"), 0);
  message.set(reportFields, 6);
  writeInteger(message, 6 + reportFields.length, 4, anchor);
  return hmac(sha256, key, message).slice(0, RECEIPT_MAC_BYTES);
}
