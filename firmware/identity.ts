/** Reads what enrolment wrote into the token (SPEC.md §6), and destroys the part that is needed only once. */
import { readU16, readU32, wordsOf } from "../protocol/bytes.ts";
import { type HmacKey, hmacKey } from "../protocol/hash.ts";
import {
  IDENTITY_BYTES,
  IDENTITY_CHECK,
  IDENTITY_MAGIC,
  IDENTITY_PAGE_KEY,
  IDENTITY_SECRETS_CHECK,
  IDENTITY_SERIAL,
  IDENTITY_TOKEN_KEY,
} from "../protocol/identity.ts";
import { crc32, readFlash, writeFlash } from "./hardware.ts";
import { IDENTITY_ADDRESS } from "./layout.ts";

/** The 160 bytes; read again each time, so that the token key does not lie in RAM between syncs. */
export function readIdentity(): Uint8Array {
  return readFlash(IDENTITY_BYTES, IDENTITY_ADDRESS);
}

/** The token key, made ready for MACs. */
export function readyTokenKey(): HmacKey {
  return hmacKey(readIdentity().subarray(IDENTITY_TOKEN_KEY, IDENTITY_PAGE_KEY));
}

export function identityHolds(bytes: Uint8Array): boolean {
  return (
    wordsOf(bytes)[0] === IDENTITY_MAGIC &&
    readU16(bytes, IDENTITY_CHECK) === (crc32(bytes.subarray(0, IDENTITY_CHECK)) & 0xffff)
  );
}

/** Zeroes the first page key and day key, then their check, which is also the mark that this is done. */
export function destroyFirstKeys(bytes: Uint8Array): void {
  if (!wordsOf(bytes)[IDENTITY_SECRETS_CHECK >> 2]) return;
  const length = IDENTITY_SECRETS_CHECK + 4 - IDENTITY_PAGE_KEY;
  writeFlash(new Uint8Array(length), IDENTITY_ADDRESS + IDENTITY_PAGE_KEY);
}

/** What people call the token: "BZ-" and the last four digits of its serial number. */
export function advertisedName(bytes: Uint8Array): string {
  const serial = readU32(bytes, IDENTITY_SERIAL) + bytes[IDENTITY_SERIAL + 4] * 4294967296;
  return "BZ-" + ("000" + (serial % 10000)).slice(-4);
}
