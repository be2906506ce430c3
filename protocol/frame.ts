/**
 * Frames: what is written to flash at once (SPEC.md §4). A header word, then payload words; all sealed.
 * The header is written last, so a frame without one never happened.
 */
import { readI32, readU16, readU24, readU32, writeInteger } from "./bytes.ts";
import type { Crc32 } from "./hash.ts";
import { RECALL_WORDS, type RecallWord } from "./recall.ts";
import { decodeRecord, type EncounterRecord, RECORD_BYTES } from "./record.ts";

export const FRAME_TYPED = 1 << 8;
/** Bits 9..15 of a header: the low bits of the frame's epoch. */
const FRAME_EPOCH = 9;
export const EPOCH_MASK = 127;
/** A frame so many epochs after the one before has an EPOCH frame in front: two lost frames then shift none. */
export const MOST_EPOCHS = 42;

export const BOOT = 1;
export const TIME = 2;
export const CLOCK = 3;
export const TICKET = 4;
export const LOSS = 5;
const CONFIG = 6;
export const EPOCH = 7;
export const RECALL = 8;
/** Fixed mark of a BOOT frame, so that chance cannot look like one. */
export const BOOT_MARK = 0xb007b007;

/** What a RECALL frame tells in 24 bits: the epoch in which a call was heard, and above it which word of RECALL_WORDS it was. */
export const RECALL_WORD_SHIFT = 22;
export const RECALL_EPOCH_MASK = (1 << RECALL_WORD_SHIFT) - 1;

/** Bytes of payload by frame type: BOOT, TIME, CLOCK, TICKET, LOSS, EPOCH, RECALL; CONFIG has its own length. */
export const TYPED_BYTES: Readonly<Record<number, number>> = { 1: 12, 2: 8, 3: 12, 4: 16, 5: 12, 7: 4, 8: 4 };

export type TypedFrame =
  | {
      readonly type: "boot";
      readonly cause: number;
      readonly bootCount: number;
      readonly epoch: number;
      readonly clockKnown: boolean;
      readonly clockTrusted: boolean;
    }
  | { readonly type: "time"; readonly source: number; readonly uncertainty: number; readonly time: number }
  | { readonly type: "clock"; readonly source: number; readonly oldTime: number; readonly delta: number }
  | { readonly type: "ticket"; readonly highest: number; readonly mask: readonly [number, number] }
  | {
      readonly type: "loss";
      readonly lostPages: number;
      readonly lostAdverts: number;
      readonly resets: number;
    }
  | { readonly type: "config"; readonly bytes: Uint8Array }
  | { readonly type: "epoch"; readonly epoch: number }
  /** A call was heard, or taken back; on later pages the same again. */
  | { readonly type: "recall"; readonly word: RecallWord; readonly heard: number };

/** Words of a frame's payload for a number of records: an odd number leaves two bytes, which hold more check. */
export function recordWords(records: number): number {
  return (records * RECORD_BYTES + 3) >> 2;
}

/** Low half of a header: payload words, kind, low bits of the epoch. */
export function headerLow(words: number, typed: boolean, epoch: number): number {
  return words | (typed ? FRAME_TYPED : 0) | ((epoch & EPOCH_MASK) << FRAME_EPOCH);
}

/** Epoch of a frame from the low half of its header and the epoch of a frame before it, at most 127 epochs ago. */
export function epochOf(low: number, before: number): number {
  return before + (((low >>> FRAME_EPOCH) - before) & EPOCH_MASK);
}

/**
 * Makes the frame in `scratch`, which stands at the start of its buffer, and returns its length in bytes. Bytes 8 and on hold the plain payload; afterwards
 * bytes 4 and on are the plain frame as it stands in the page. For the check's sake bytes 0..7 are first
 * sequence u32, offset u16, low half u16: check = CRC-32 of that and the payload, its low half in the header,
 * its high half in the two bytes that an odd number of records leaves.
 */
export function finishFrame(
  crc32: Crc32,
  scratch: Uint8Array,
  sequence: number,
  offset: number,
  low: number,
  payloadBytes: number,
): number {
  const head = new Int32Array(scratch.buffer, 0, 2);
  head[0] = sequence;
  head[1] = offset | (low << 16);
  const check = crc32(scratch.subarray(0, 8 + payloadBytes));
  head[1] = low | (check << 16);
  if (payloadBytes & 2) {
    scratch[8 + payloadBytes] = check >>> 16;
    scratch[9 + payloadBytes] = check >>> 24;
  }
  return 4 + ((payloadBytes + 3) & ~3);
}

/** True when a plain frame (header and payload) stands the check it was written with. */
export function frameHolds(crc32: Crc32, plain: Uint8Array, sequence: number, offset: number): boolean {
  const low = readU16(plain, 0);
  const payloadBytes = payloadLength(low);
  const message = new Uint8Array(8 + payloadBytes);
  writeInteger(message, 0, 4, sequence);
  writeInteger(message, 4, 2, offset);
  writeInteger(message, 6, 2, low);
  message.set(plain.subarray(4, 4 + payloadBytes), 8);
  const check = crc32(message);
  if (readU16(plain, 2) !== (check & 0xffff)) return false;
  return !(payloadBytes & 2) || readU16(plain, 4 + payloadBytes) === check >>> 16;
}

/** Bytes that the check covers: whole records, or all words of a typed frame. */
export function payloadLength(low: number): number {
  const bytes = (low & 255) * 4;
  return low & FRAME_TYPED ? bytes : bytes - (bytes % RECORD_BYTES);
}

export function recordsOf(payload: Uint8Array): EncounterRecord[] {
  const records: EncounterRecord[] = [];
  for (let at = 0; at + RECORD_BYTES <= payload.length; at += RECORD_BYTES)
    records.push(decodeRecord(payload, at));
  return records;
}

/** The typed frame in a payload, or undefined when type, length or mark are unknown. */
export function typedFrameOf(payload: Uint8Array): TypedFrame | undefined {
  const type = payload[0];
  if (type === undefined) return undefined;
  if (type === CONFIG) return { type: "config", bytes: payload.slice(1) };
  if (TYPED_BYTES[type] !== payload.length) return undefined;
  switch (type) {
    case BOOT: {
      if (readU32(payload, 8) !== BOOT_MARK) return undefined;
      const flags = payload[7]!;
      return {
        type: "boot",
        cause: payload[1]!,
        bootCount: readU16(payload, 2),
        epoch: readU24(payload, 4),
        clockKnown: (flags & 1) !== 0,
        clockTrusted: (flags & 2) !== 0,
      };
    }
    case TIME:
      return {
        type: "time",
        source: payload[1]!,
        uncertainty: readU16(payload, 2),
        time: readU32(payload, 4),
      };
    case CLOCK:
      return { type: "clock", source: payload[1]!, oldTime: readU32(payload, 4), delta: readI32(payload, 8) };
    case TICKET:
      return {
        type: "ticket",
        highest: readU32(payload, 4),
        mask: [readU32(payload, 8), readU32(payload, 12)],
      };
    case LOSS:
      return {
        type: "loss",
        lostPages: readU16(payload, 2),
        lostAdverts: readU32(payload, 4),
        resets: readU16(payload, 8),
      };
    case EPOCH:
      return { type: "epoch", epoch: readU24(payload, 1) };
    case RECALL: {
      const told = readU24(payload, 1);
      return {
        type: "recall",
        word: RECALL_WORDS[told >>> RECALL_WORD_SHIFT]!,
        heard: told & RECALL_EPOCH_MASK,
      };
    }
    default:
      return undefined;
  }
}
