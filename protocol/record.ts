/**
 * The encounter record: one peer in one epoch, 10 bytes (SPEC.md §3).
 * 6 bytes of the peer's rolling ID, then a 32-bit summary of what was heard.
 */
import { readU32, writeInteger } from "./bytes.ts";

export const RECORD_BYTES = 10;
export const PREFIX_BYTES = 6;

/** Bits of the summary. */
export const SUMMARY_STRONGEST = 15;
export const SUMMARY_STRETCH = 21;
export const SUMMARY_COUNT = 27;
export const MINUTES_MASK = 0x7fff;
export const MAX_COUNT = 31;

/** Minutes of a stretch: five follow one another in an epoch, and the strongest of them is kept. */
export const STRETCH_MINUTES = 3;

/**
 * Loss is (power at 1 m) - RSSI in dB: 0 at 1 m in the open, the same for every transmit power and board.
 * Six bits hold -20..43 dB: at 0 dBm (-59 dBm at 1 m) from hand to hand down to what the radio can still hear.
 */
export const LOSS_OFFSET = 20;
export const MAX_LOSS_CODE = 63;

export interface Summary {
  /** Bit m is set when the peer was heard in minute m (0..14) of the epoch. */
  readonly minutes: number;
  /** Smallest loss of an advert, dB. */
  readonly strongestLoss: number;
  /** Mean loss of the adverts of a stretch, the smallest of the epoch's stretches, dB. */
  readonly stretchLoss: number;
  /** Adverts heard in the epoch, at most 31. */
  readonly count: number;
}

export interface EncounterRecord {
  readonly prefix: Uint8Array;
  readonly summary: Summary;
}

function lossCode(lossDecibels: number): number {
  return Math.max(0, Math.min(MAX_LOSS_CODE, Math.round(lossDecibels) + LOSS_OFFSET));
}

export function encodeSummary(summary: Summary): number {
  return (
    ((summary.minutes & MINUTES_MASK) |
      (lossCode(summary.strongestLoss) << SUMMARY_STRONGEST) |
      (lossCode(summary.stretchLoss) << SUMMARY_STRETCH) |
      (Math.min(summary.count, MAX_COUNT) << SUMMARY_COUNT)) >>>
    0
  );
}

/** Any 32 bits are a summary. */
export function decodeSummary(bits: number): Summary {
  return {
    minutes: bits & MINUTES_MASK,
    strongestLoss: ((bits >>> SUMMARY_STRONGEST) & MAX_LOSS_CODE) - LOSS_OFFSET,
    stretchLoss: ((bits >>> SUMMARY_STRETCH) & MAX_LOSS_CODE) - LOSS_OFFSET,
    count: bits >>> SUMMARY_COUNT,
  };
}

export function encodeRecord(record: EncounterRecord): Uint8Array {
  const bytes = new Uint8Array(RECORD_BYTES);
  bytes.set(record.prefix.subarray(0, PREFIX_BYTES));
  writeInteger(bytes, PREFIX_BYTES, 4, encodeSummary(record.summary));
  return bytes;
}

/** The record at an offset with at least 10 bytes behind it. */
export function decodeRecord(bytes: Uint8Array, at: number): EncounterRecord {
  return {
    prefix: bytes.slice(at, at + PREFIX_BYTES),
    summary: decodeSummary(readU32(bytes, at + PREFIX_BYTES)),
  };
}
