/**
 * What a gate sends beside its own advert (SPEC.md §1, gates): manufacturer data of Bluezone's that are too long for a rolling ID, so
 * that phones pass over them. An answer names tokens whose tap the gate has heard; a recall calls tokens by tags of §11.
 */
import { bytesOf, readU16, readU24, readU32, writeInteger } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";

/** What stands before the kind: flags, and the head of the manufacturer data, characters 0..255. */
const GATE_ADVERT_HEAD = "\x02\x01\x06\x1b\xff\xb5\x22";
export const GATE_ADVERT_BYTES = 31;
/** The head of the manufacturer data as a little-endian word, and where the word stands. */
export const GATE_ADVERT_WORD = 0x22b5ff1b;
export const GATE_ADVERT_WORD_OFFSET = 3;
export const KIND_OFFSET = 7;
const EPOCH_OFFSET = 8;
export const TAGS_OFFSET = 10;
/** A tag of an answer is the first bytes of the rolling ID that tapped. */
export const TAG_BYTES = 7;
export const MOST_TAGS = 3;

export const KIND_ANSWER = 2;
export const KIND_RECALL = 1;
/** Flags, as a little-endian integer. */
const FLAGS = 0x060102;

export interface GateAdvert {
  readonly kind: "recall" | "answer";
  /** The epoch that the tags are of, modulo 2^16. */
  readonly epochLow: number;
  /** Three; of an answer those that are for nobody are random, of a recall they are chaff. */
  readonly tags: readonly Uint8Array[];
}

/**
 * The 31 bytes of an answer to up to three taps; more are left out. `ids`: rolling IDs as the taps had them, all of that epoch. `random`: 21 fresh
 * random bytes; tags that are for nobody are made of them, so that nobody sees how many have tapped.
 */
export function encodeAnswer(epoch: number, ids: readonly Uint8Array[], random: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(GATE_ADVERT_BYTES);
  bytes.set(bytesOf(GATE_ADVERT_HEAD), 0);
  bytes[KIND_OFFSET] = KIND_ANSWER;
  writeInteger(bytes, EPOCH_OFFSET, 2, epoch);
  bytes.set(random.subarray(0, MOST_TAGS * TAG_BYTES), TAGS_OFFSET);
  for (let i = 0; i < ids.length && i < MOST_TAGS; i++)
    bytes.set(ids[i]!.subarray(0, TAG_BYTES), TAGS_OFFSET + i * TAG_BYTES);
  return bytes;
}

/** The 31 bytes of a recall with three tags of that epoch, called or chaff (recall-set.ts). */
export function encodeRecall(epoch: number, tags: readonly Uint8Array[]): Uint8Array {
  if (tags.length !== MOST_TAGS) throw new RangeError(`a recall has ${MOST_TAGS} tags, not ${tags.length}`);
  const bytes = encodeAnswer(epoch, tags, new Uint8Array(MOST_TAGS * TAG_BYTES));
  bytes[KIND_OFFSET] = KIND_RECALL;
  return bytes;
}

/**
 * Reads the advertising data of any device.
 * Rejections: not-a-gate (another length or another head), kind (a kind that this specification does not know).
 */
export function decodeGateAdvert(bytes: Uint8Array): Decoded<GateAdvert> {
  if (bytes.length !== GATE_ADVERT_BYTES) return reject("not-a-gate", "gate advert", 0);
  if (readU24(bytes, 0) !== FLAGS || readU32(bytes, GATE_ADVERT_WORD_OFFSET) !== GATE_ADVERT_WORD)
    return reject("not-a-gate", "gate advert", 0);
  const kind = bytes[KIND_OFFSET];
  if (kind !== KIND_ANSWER && kind !== KIND_RECALL) return reject("kind", "kind of gate advert", KIND_OFFSET);
  const tags: Uint8Array[] = [];
  for (let at = TAGS_OFFSET; at < GATE_ADVERT_BYTES; at += TAG_BYTES)
    tags.push(bytes.slice(at, at + TAG_BYTES));
  return accept({
    kind: kind === KIND_ANSWER ? "answer" : "recall",
    epochLow: readU16(bytes, EPOCH_OFFSET),
    tags,
  });
}

/** Whether an answer names the sender of a tap: its rolling ID, and the epoch that this is of. */
export function answers(advert: GateAdvert, epoch: number, rollingId: Uint8Array): boolean {
  return (
    advert.kind === "answer" &&
    advert.epochLow === epoch % 0x10000 &&
    advert.tags.some((tag) => tag.every((byte, at) => byte === rollingId[at]))
  );
}
