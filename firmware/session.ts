/** What lasts as long as a station is connected, and how the token says something to it. */

import { type HmacKey, hmac } from "../protocol/hash.ts";
import { ERROR, OK, SYNC_CONTROL, SYNC_SERVICE } from "../protocol/sync-codes.ts";
import { pack, sha256 } from "./hardware.ts";
import { readyTokenKey } from "./identity.ts";

/** A ticket was accepted: the log may be read. */
export let admitted = false;
/** The nonce of the last HELLO, until it is used. */
export let nonce: Uint8Array | undefined;
let tokenKey: HmacKey | undefined;

export function startSession(): void {
  admitted = false;
  nonce = undefined;
  tokenKey = readyTokenKey();
}

/** The token key does not stay in RAM longer than the link. */
export function endSync(): void {
  tokenKey = undefined;
}

export function admit(): void {
  admitted = true;
}

export function setNonce(bytes: Uint8Array | undefined): void {
  nonce = bytes;
}

/** HMAC under the token key of a label, fields and something beside them. */
export function tokenMac(label: string, fields: Uint8Array, beside: Uint8Array | string): Uint8Array {
  return hmac(sha256, tokenKey!, pack(label, fields, beside));
}

/** True when a message's last bytes are the head of the MAC over its fields, which end at `end`. */
export function isAuthentic(
  label: string,
  message: Uint8Array,
  end: number,
  beside: Uint8Array | string,
): boolean {
  const mac = tokenMac(label, message.subarray(1, end), beside);
  // Every byte is looked at, so that the time does not tell how many were right.
  let difference = 0;
  for (let i = end; i < message.length; i++) difference |= message[i] ^ mac[i - end];
  return !difference;
}

/** Notifies the station; the stack copies the value. */
export function notify(characteristic: string, value: Uint8Array): void {
  const characteristics: Record<string, { value: Uint8Array; notify: boolean }> = {};
  const services: Record<string, typeof characteristics> = {};
  characteristics[characteristic] = { value: value, notify: true };
  services[SYNC_SERVICE] = characteristics;
  NRF.updateServices(services);
}

export function say(value: Uint8Array): void {
  notify(SYNC_CONTROL, value);
}

/** The answer to an operation: OK, or with an error code the reason why not. */
export function answer(operation: number, code: number): void {
  say(pack(code ? [ERROR, operation, code, 0, 0] : [OK, operation]));
}
