/**
 * The 31-byte advert of a token, and the adverts of Bluezone phones (SPEC.md §1).
 * AD structures: Core Spec 5.4 Vol 3 Part C §11; company and UUID: Bluezone 3.0.3.
 */
import { bytesOf, readU16, readU32, writeInteger } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";
import { ROLLING_ID_BYTES } from "./rolling-id.ts";

export const BLUEZONE_COMPANY = 0x22b5;
export const BLUEZONE_SERVICE = 0x4e56;
export const ADVERT_BYTES = 31;
export const ADVERT_COMPANY_OFFSET = 7;
export const ADVERT_ID_OFFSET = 11;
/** Where a phone's advert has the ID: Android puts manufacturer data before the list of services. */
export const PHONE_ID_OFFSET = 7;
export const PHONE_ADVERT_BYTES = 23;
export const ADVERT_TAIL_OFFSET = 27;
export const ADVERT_VERSION = 1;
export const MINUTE_MODULUS = 0x200000;

/** Bits of the tail, a 32-bit little-endian integer. */
export const TAIL_LATE = 21;
export const TAIL_IN_BURST = 22;
export const TAIL_TRUSTED = 23;
export const TAIL_POWER = 24;
export const POWER_MASK = 15;
export const TAIL_ROLE = 29;
export const TAIL_VERSION = 30;

/**
 * Bits TAIL_LATE and TAIL_IN_BURST say what an advert is for: both 0 is a tap, late alone the background between two bursts.
 *
 * The power field: RSSI at 1 m is POWER_BASE + 2 · field, dBm. Nothing that is enrolled lies outside: who lies about its power
 * gains no more than the field's width.
 */
export const POWER_BASE = -84;
export const HIGHEST_POWER = POWER_BASE + 2 * POWER_MASK;

/** What stands before the rolling ID and before the tail: characters 0..255, which the token holds as they are. */
export const ADVERT_HEAD = "\x02\x01\x06\x03\x03\x56\x4e\x0f\xff\xb5\x22";
export const ADVERT_TAIL_HEAD = 0x4e561607;
/**
 * The advert of a token that a station may connect to: flags, UUID, and manufacturer data of no bytes, without which an iPhone
 * with Bluezone would connect (3.0.3).
 */
export const INVITATION = "\x02\x01\x06\x03\x03\x56\x4e\x03\xff\xb5\x22";

export interface Tail {
  /** 1 for this specification; others are shown and not interpreted. */
  readonly version: number;
  readonly role: "token" | "gate";
  /** No power loss since authenticated time. */
  readonly clockTrusted: boolean;
  /** Mean RSSI at 1 m of this advert in dBm, even, POWER_BASE..HIGHEST_POWER. */
  readonly powerAtOneMetre: number;
  /** Around the rendezvous of the minute. */
  readonly inBurst: boolean;
  /** From the turn of the minute's burst on (clock-steering.ts). */
  readonly late: boolean;
  /** UTC minute of the latest rendezvous whose burst has begun, modulo 2^21. */
  readonly minute: number;
}

export interface Advert {
  readonly sender: "phone" | "token";
  readonly rollingId: Uint8Array;
  /** Absent in a phone's advert. */
  readonly tail: Tail | undefined;
}

/** The power field, 0..15, that is nearest to a mean RSSI at 1 m in dBm. */
function powerCode(dbmAtOneMetre: number): number {
  return Math.max(0, Math.min(POWER_MASK, Math.round((dbmAtOneMetre - POWER_BASE) / 2)));
}

/** The tail as a 32-bit unsigned integer. */
export function encodeTail(tail: Tail): number {
  return (
    ((tail.minute % MINUTE_MODULUS) |
      (tail.late ? 1 << TAIL_LATE : 0) |
      (tail.inBurst ? 1 << TAIL_IN_BURST : 0) |
      (powerCode(tail.powerAtOneMetre) << TAIL_POWER) |
      (tail.clockTrusted ? 1 << TAIL_TRUSTED : 0) |
      (tail.role === "gate" ? 1 << TAIL_ROLE : 0) |
      (tail.version << TAIL_VERSION)) >>>
    0
  );
}

/** Any 32 bits are a tail. */
export function decodeTail(bits: number): Tail {
  return {
    version: (bits >>> TAIL_VERSION) & 3,
    role: ((bits >>> TAIL_ROLE) & 1) === 1 ? "gate" : "token",
    clockTrusted: ((bits >>> TAIL_TRUSTED) & 1) === 1,
    powerAtOneMetre: POWER_BASE + 2 * ((bits >>> TAIL_POWER) & POWER_MASK),
    inBurst: ((bits >>> TAIL_IN_BURST) & 1) === 1,
    late: ((bits >>> TAIL_LATE) & 1) === 1,
    minute: bits & (MINUTE_MODULUS - 1),
  };
}

/** The 31 bytes of a token's advert. `rollingId` has 12 bytes. */
export function encodeAdvert(rollingId: Uint8Array, tail: Tail): Uint8Array {
  const bytes = new Uint8Array(ADVERT_BYTES);
  bytes.set(bytesOf(ADVERT_HEAD), 0);
  writeInteger(bytes, ADVERT_TAIL_OFFSET - 4, 4, ADVERT_TAIL_HEAD);
  bytes.set(rollingId, ADVERT_ID_OFFSET);
  writeInteger(bytes, ADVERT_TAIL_OFFSET, 4, encodeTail(tail));
  return bytes;
}

/**
 * Reads the advertising data of any device, up to 31 bytes.
 * Rejections: not-bluezone (no manufacturer data of Bluezone's), truncated (a structure longer than the data),
 * id-length (Bluezone's company, another length), tail-length, tail-twice, too-long.
 */
export function decodeAdvert(bytes: Uint8Array): Decoded<Advert> {
  if (bytes.length > ADVERT_BYTES) return reject("too-long", "advert", ADVERT_BYTES);
  let rollingId: Uint8Array | undefined;
  let tail: Tail | undefined;
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at]!;
    // A zero length ends the data early (Core Spec 5.4 Vol 3 Part C §11).
    if (length === 0) break;
    const end = at + 1 + length;
    if (end > bytes.length) return reject("truncated", "AD length", at);
    const type = bytes[at + 1]!;
    const name = length >= 3 ? readU16(bytes, at + 2) : -1;
    if (type === 0xff && name === BLUEZONE_COMPANY) {
      if (length !== 3 + ROLLING_ID_BYTES) return reject("id-length", "rolling ID", at);
      rollingId = bytes.slice(at + 4, end);
    } else if (type === 0x16 && name === BLUEZONE_SERVICE) {
      if (length !== 7) return reject("tail-length", "tail", at);
      if (tail) return reject("tail-twice", "tail", at);
      tail = decodeTail(readU32(bytes, at + 4));
    }
    at = end;
  }
  if (!rollingId) return reject("not-bluezone", "manufacturer data", 0);
  return accept({ sender: tail ? "token" : "phone", rollingId, tail });
}

/** The UTC minute nearest to `estimate` (minutes since the Unix epoch) that the tail's minute field can mean. */
export function minuteNear(field: number, estimate: number): number {
  const difference = (((field - estimate) % MINUTE_MODULUS) + MINUTE_MODULUS) % MINUTE_MODULUS;
  return estimate + (difference < MINUTE_MODULUS / 2 ? difference : difference - MINUTE_MODULUS);
}
