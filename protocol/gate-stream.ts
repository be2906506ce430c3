/**
 * What a gate hears, as a page takes it over a connection (SPEC.md §10): a few bytes of each advert, many in one notification.
 */
import { writeInteger } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";
import { LOSS_OFFSET, MAX_LOSS_CODE } from "./record.ts";

/** Random bytes by which a page names itself to the gate. */
export const PAGE_NAME_BYTES = 16;
/** First bytes of a rolling ID. */
export const HEARD_ID_BYTES = 7;
export const HEARD_BYTES = HEARD_ID_BYTES + 1;
/** A notification's number, and what was lost before it. */
export const HEARD_HEAD_BYTES = 2;
/** Bit of a sighting's last byte where who was heard begins. */
export const HEARD_CALL = 6;
export const HEARD_TAP = 0;
export const HEARD_TOKEN = 1;
export const HEARD_PHONE = 2;

const CALLS = ["tap", "token", "phone"] as const;

/** An advert of a token or of a phone with Bluezone. */
export interface HeardAdvert {
  /** First seven bytes of the rolling ID. */
  readonly id: Uint8Array;
  /** A token's tap, any other advert of a token, a phone's. */
  readonly call: (typeof CALLS)[number];
  /** dB more than at 1 m in the open, -20..43; what is nearer or further is told as these. */
  readonly loss: number;
}

interface HeardAdverts {
  /** Counts notifications, modulo 256: one that is left out was lost on its way. */
  readonly number: number;
  /** The gate's queue was full since the notification before: adverts were lost. */
  readonly isOverrun: boolean;
  readonly adverts: readonly HeardAdvert[];
}

/** One notification. */
export function encodeHeard({ number, isOverrun, adverts }: HeardAdverts): Uint8Array {
  const bytes = new Uint8Array(HEARD_HEAD_BYTES + HEARD_BYTES * adverts.length);
  writeInteger(bytes, 0, 1, number);
  bytes[1] = isOverrun ? 1 : 0;
  for (const [i, { id, call, loss }] of adverts.entries()) {
    const at = HEARD_HEAD_BYTES + HEARD_BYTES * i;
    bytes.set(id.subarray(0, HEARD_ID_BYTES), at);
    const code = Math.max(0, Math.min(MAX_LOSS_CODE, Math.round(loss) + LOSS_OFFSET));
    bytes[at + HEARD_ID_BYTES] = code | (CALLS.indexOf(call) << HEARD_CALL);
  }
  return bytes;
}

/** Reads a notification. Rejections: length (not a head and whole adverts), flags, call. */
export function decodeHeard(bytes: Uint8Array): Decoded<HeardAdverts> {
  const rest = bytes.length - HEARD_HEAD_BYTES;
  if (rest < 0 || rest % HEARD_BYTES !== 0) return reject("length", "heard adverts", bytes.length);
  if (bytes[1]! > 1) return reject("flags", "heard adverts", 1);
  const adverts: HeardAdvert[] = [];
  for (let at = HEARD_HEAD_BYTES; at < bytes.length; at += HEARD_BYTES) {
    const last = bytes[at + HEARD_ID_BYTES]!;
    const call = CALLS[last >> HEARD_CALL];
    if (call === undefined) return reject("call", "heard advert", at + HEARD_ID_BYTES);
    adverts.push({
      id: bytes.slice(at, at + HEARD_ID_BYTES),
      call,
      loss: (last & MAX_LOSS_CODE) - LOSS_OFFSET,
    });
  }
  return accept({ number: bytes[0]!, isOverrun: bytes[1] === 1, adverts });
}
