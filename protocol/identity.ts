/** What is written into a token once, at enrolment (SPEC.md §6), and how its keys come from one seed. */
import { bytesOf, readU16, readU32, writeInteger } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";
import { type Crc32, hmac, hmacKey, type Sha256 } from "./hash.ts";

export const IDENTITY_BYTES = 160;
export const IDENTITY_MAGIC = 0x44495a42;

export const IDENTITY_SERIAL = 4;
const IDENTITY_BOARD = 9;
export const IDENTITY_CALIBRATION = 10;
const IDENTITY_ROLE = 11;
export const IDENTITY_DAY = 12;
export const IDENTITY_CHECK = 14;
export const IDENTITY_TOKEN_KEY = 16;
export const IDENTITY_PAGE_KEY = 48;
export const IDENTITY_DAY_KEY = 80;
export const IDENTITY_SECRETS_CHECK = 112;
export const IDENTITY_RATE = 116;

const BLANK_RATE = 0xffff;

const SERIAL_BYTES = 5;

export interface Identity {
  /** 1..10^10-1; its last four digits name the token to people. */
  readonly serial: number;
  readonly board: number;
  /** Mean RSSI at 1 m of this token's advert at its usual power, dBm. */
  readonly powerAtOneMetre: number;
  readonly role: "token" | "gate";
  readonly tokenKey: Uint8Array;
  /** First page key and first day key with its day: zeroed on the token once page 0 is committed. */
  readonly pageKey: Uint8Array;
  readonly dayKey: Uint8Array;
  readonly day: number;
  /** What its clock gained on the bench, ppm; absent where nobody measured. */
  readonly clockPpm?: number;
}

/** The three keys of a token, independent of one another, from the seed that is destroyed after enrolment. */
export function keysFromSeed(
  sha256: Sha256,
  seed: Uint8Array,
): { tokenKey: Uint8Array; dayKey: Uint8Array; pageKey: Uint8Array } {
  const key = hmacKey(seed);
  return {
    tokenKey: hmac(sha256, key, bytesOf("token")),
    dayKey: hmac(sha256, key, bytesOf("base")),
    pageKey: hmac(sha256, key, bytesOf("page")),
  };
}

/** The name a token shows on air while its wearer holds the button, and on its label. */
export function tokenName(serial: number): string {
  return `BZ-${String(serial % 10000).padStart(4, "0")}`;
}

/** The number 0..9999 in a token's name; undefined for any other text. */
export function digitsOf(name: string): number | undefined {
  const digits = /^BZ-(\d{4})$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function encodeIdentity(crc32: Crc32, identity: Identity): Uint8Array {
  const bytes = new Uint8Array(IDENTITY_BYTES).fill(0xff);
  writeInteger(bytes, 0, 4, IDENTITY_MAGIC);
  writeInteger(bytes, IDENTITY_SERIAL, SERIAL_BYTES, identity.serial);
  bytes[IDENTITY_BOARD] = identity.board;
  bytes[IDENTITY_CALIBRATION] = identity.powerAtOneMetre;
  bytes[IDENTITY_ROLE] = identity.role === "gate" ? 1 : 0;
  writeInteger(bytes, IDENTITY_DAY, 2, identity.day);
  bytes.set(identity.tokenKey, IDENTITY_TOKEN_KEY);
  bytes.set(identity.pageKey, IDENTITY_PAGE_KEY);
  bytes.set(identity.dayKey, IDENTITY_DAY_KEY);
  if (identity.clockPpm !== undefined) setClockRate(bytes, identity.clockPpm);
  writeInteger(bytes, IDENTITY_CHECK, 2, crc32(bytes.subarray(0, IDENTITY_CHECK)) & 0xffff);
  writeInteger(
    bytes,
    IDENTITY_SECRETS_CHECK,
    4,
    crc32(bytes.subarray(IDENTITY_TOKEN_KEY, IDENTITY_SECRETS_CHECK)),
  );
  return bytes;
}

/**
 * Writes what a token's clock gains, in whole ppm, into its identity, which may be enrolled already: no check covers it.
 * A clock of -1 ppm is a blank word. It reads as not measured, and means the same to the token. RangeError beyond 16 bits.
 */
export function setClockRate(identity: Uint8Array, ppm: number): void {
  const rounded = Math.round(ppm);
  if (!(Math.abs(rounded) < 0x8000)) throw new RangeError(`a clock that gains ${ppm} ppm`);
  writeInteger(identity, IDENTITY_RATE, 2, rounded & 0xffff);
}

/**
 * Rejections: short, magic, check (of the public part), secrets-check. After enrolment the secrets read as zeros and
 * only the token key is left: `secrets` tells which.
 */
export function decodeIdentity(crc32: Crc32, bytes: Uint8Array): Decoded<Identity & { secrets: boolean }> {
  if (bytes.length < IDENTITY_BYTES) return reject("short", "identity", bytes.length);
  if (readU32(bytes, 0) !== IDENTITY_MAGIC) return reject("magic", "magic", 0);
  if (readU16(bytes, IDENTITY_CHECK) !== (crc32(bytes.subarray(0, IDENTITY_CHECK)) & 0xffff))
    return reject("check", "check", IDENTITY_CHECK);
  const secretsCheck = readU32(bytes, IDENTITY_SECRETS_CHECK);
  const secrets = secretsCheck !== 0;
  if (secrets && secretsCheck !== crc32(bytes.subarray(IDENTITY_TOKEN_KEY, IDENTITY_SECRETS_CHECK)))
    return reject("secrets-check", "secrets check", IDENTITY_SECRETS_CHECK);
  const rate = readU16(bytes, IDENTITY_RATE);
  return accept({
    serial: readU32(bytes, IDENTITY_SERIAL) + bytes[IDENTITY_SERIAL + 4]! * 0x100000000,
    board: bytes[IDENTITY_BOARD]!,
    powerAtOneMetre: (bytes[IDENTITY_CALIBRATION]! << 24) >> 24,
    role: bytes[IDENTITY_ROLE] === 1 ? "gate" : "token",
    tokenKey: bytes.slice(IDENTITY_TOKEN_KEY, IDENTITY_PAGE_KEY),
    pageKey: bytes.slice(IDENTITY_PAGE_KEY, IDENTITY_DAY_KEY),
    dayKey: bytes.slice(IDENTITY_DAY_KEY, IDENTITY_SECRETS_CHECK),
    day: readU16(bytes, IDENTITY_DAY),
    secrets,
    ...(rate === BLANK_RATE ? {} : { clockPpm: (rate << 16) >> 16 }),
  });
}
