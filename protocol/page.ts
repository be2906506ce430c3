/**
 * Layout of a log page of 4096 bytes (SPEC.md §4): header, key slots, state snapshot, sealed frames.
 */
import { join, readI32, readU16, readU24, readU32, writeInteger } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";
import type { Crc32 } from "./hash.ts";

export const PAGE_BYTES = 4096;
/** Written right after an erase, so it says "the erase was finished"; 0 says "retired". */
export const PAGE_MAGIC = 0x01555a42;

export const PAGE_SEQUENCE = 4;
export const PAGE_EPOCH_BASE = 8;
export const PAGE_FLAGS = 11;
export const PAGE_COMMIT = 12;
export const PAGE_CLOSE = 16;
export const PAGE_MAC = 20;
export const PAGE_RECEIPT = 28;
export const PAGE_KEY_SLOT = 32;
export const PAGE_DAY_KEY_SLOT = 64;
export const PAGE_SLOTS_CHECK = 96;
export const PAGE_SNAPSHOT = 100;
export const SNAPSHOT_BYTES = 36;
export const PAGE_FRAMES = 136;
export const MAC_BYTES = 8;
export const KEY_BYTES = 32;

/** Page flag: the key chain was restarted from the token key because a slot had failed its check. */
export const PAGE_FLAG_RESTARTED = 1;

/** Snapshot offsets, from the start of the snapshot: aligned, so that the token keeps its state in this form. */
export const SNAPSHOT_DAY = 0;
const SNAPSHOT_CONFIG_VERSION = 2;
export const SNAPSHOT_TURN_DAYS = 3;
export const SNAPSHOT_ANCHOR = 4;
export const SNAPSHOT_TICKET_HIGHEST = 8;
export const SNAPSHOT_TICKET_MASK = 12;
export const SNAPSHOT_LOST_ADVERTS = 20;
export const SNAPSHOT_UNCERTAINTY = 24;
export const SNAPSHOT_RESETS = 26;
export const SNAPSHOT_LOST_PAGES = 28;
export const SNAPSHOT_PPM = 30;
export const SNAPSHOT_POWER = 32;
export const SNAPSHOT_FLAGS = 33;
export const SNAPSHOT_SALT = 34;

/** Snapshot flags. */
export const CLOCK_KNOWN = 1;
export const CLOCK_TRUSTED = 2;
/** The clock's rate was measured between two authenticated times. */
export const RATE_MEASURED = 4;

/** State of the token when the page was opened. */
export interface Snapshot {
  /** Day (since 1970 UTC) of the day key in the slot: the last authenticated day less one. */
  readonly dayNumber: number;
  readonly configVersion: number;
  /** A page turns after so many days of uptime. */
  readonly turnDays: number;
  /** Last authenticated time, Unix seconds, and its uncertainty in seconds. */
  readonly anchorTime: number;
  readonly anchorUncertainty: number;
  /** Highest ticket counter accepted; bit i of the mask: counter highest-i was accepted. */
  readonly ticketHighest: number;
  readonly ticketMask: readonly [low: number, high: number];
  readonly resets: number;
  readonly lostPages: number;
  readonly lostAdverts: number;
  /** Power field of the advert's tail, 0..15. */
  readonly power: number;
  readonly clockKnown: boolean;
  readonly clockTrusted: boolean;
  /** Rate of the clock, parts per million, positive when fast; measured, or learnt from other tokens. */
  readonly ppm: number;
  readonly rateMeasured: boolean;
  /** What the page key of a restarted chain was made with besides the sequence number. */
  readonly salt: number;
}

export interface PageHeader {
  readonly sequence: number;
  readonly epochBase: number;
  readonly restarted: boolean;
  readonly committed: boolean;
  /** Bytes of the page in use, from the close word; undefined while the page is open. */
  readonly closedLength: number | undefined;
  readonly mac: Uint8Array;
  readonly receipted: boolean;
  readonly snapshot: Snapshot;
}

/** Bytes 0..11 and the snapshot: what the commit word checks, and the head of what the MAC covers. */
export function committedBytes(page: Uint8Array): Uint8Array {
  return join(page.subarray(0, PAGE_COMMIT), page.subarray(PAGE_SNAPSHOT, PAGE_FRAMES));
}

/** The close word: used length and its complement, so that a torn write shows. */
export function closeWord(length: number): number {
  return ((length & 0xffff) | ((~length & 0xffff) << 16)) >>> 0;
}

/** A page as it goes to the station: the key slots read as zeros. */
export function withoutKeySlots(page: Uint8Array): Uint8Array {
  const copy = page.slice();
  copy.fill(0, PAGE_KEY_SLOT, PAGE_SNAPSHOT);
  return copy;
}

export function decodeSnapshot(bytes: Uint8Array): Snapshot {
  const flags = bytes[SNAPSHOT_FLAGS]!;
  return {
    dayNumber: readU16(bytes, SNAPSHOT_DAY),
    configVersion: bytes[SNAPSHOT_CONFIG_VERSION]!,
    turnDays: bytes[SNAPSHOT_TURN_DAYS]!,
    anchorTime: readU32(bytes, SNAPSHOT_ANCHOR),
    anchorUncertainty: readU16(bytes, SNAPSHOT_UNCERTAINTY),
    ticketHighest: readU32(bytes, SNAPSHOT_TICKET_HIGHEST),
    ticketMask: [readU32(bytes, SNAPSHOT_TICKET_MASK), readU32(bytes, SNAPSHOT_TICKET_MASK + 4)],
    resets: readU16(bytes, SNAPSHOT_RESETS),
    lostPages: readU16(bytes, SNAPSHOT_LOST_PAGES),
    lostAdverts: readU32(bytes, SNAPSHOT_LOST_ADVERTS),
    power: bytes[SNAPSHOT_POWER]!,
    clockKnown: (flags & CLOCK_KNOWN) !== 0,
    clockTrusted: (flags & CLOCK_TRUSTED) !== 0,
    ppm: (readU16(bytes, SNAPSHOT_PPM) << 16) >> 16,
    rateMeasured: (flags & RATE_MEASURED) !== 0,
    salt: readU16(bytes, SNAPSHOT_SALT),
  };
}

export function encodeSnapshot(snapshot: Snapshot): Uint8Array {
  const bytes = new Uint8Array(SNAPSHOT_BYTES);
  writeInteger(bytes, SNAPSHOT_DAY, 2, snapshot.dayNumber);
  bytes[SNAPSHOT_CONFIG_VERSION] = snapshot.configVersion;
  bytes[SNAPSHOT_TURN_DAYS] = snapshot.turnDays;
  writeInteger(bytes, SNAPSHOT_ANCHOR, 4, snapshot.anchorTime);
  writeInteger(bytes, SNAPSHOT_UNCERTAINTY, 2, snapshot.anchorUncertainty);
  writeInteger(bytes, SNAPSHOT_TICKET_HIGHEST, 4, snapshot.ticketHighest);
  writeInteger(bytes, SNAPSHOT_TICKET_MASK, 4, snapshot.ticketMask[0]);
  writeInteger(bytes, SNAPSHOT_TICKET_MASK + 4, 4, snapshot.ticketMask[1]);
  writeInteger(bytes, SNAPSHOT_RESETS, 2, snapshot.resets);
  writeInteger(bytes, SNAPSHOT_LOST_PAGES, 2, snapshot.lostPages);
  writeInteger(bytes, SNAPSHOT_LOST_ADVERTS, 4, snapshot.lostAdverts);
  bytes[SNAPSHOT_POWER] = snapshot.power;
  bytes[SNAPSHOT_FLAGS] =
    (snapshot.clockKnown ? CLOCK_KNOWN : 0) |
    (snapshot.clockTrusted ? CLOCK_TRUSTED : 0) |
    (snapshot.rateMeasured ? RATE_MEASURED : 0);
  writeInteger(bytes, SNAPSHOT_PPM, 2, snapshot.ppm);
  writeInteger(bytes, SNAPSHOT_SALT, 2, snapshot.salt);
  return bytes;
}

/**
 * Header of a page of at least 136 bytes.
 * Rejections: short, blank, retired, magic, close-word (neither blank nor consistent), length (outside 136..4096).
 */
export function decodePageHeader(page: Uint8Array, crc32: Crc32): Decoded<PageHeader> {
  if (page.length < PAGE_FRAMES) return reject("short", "page header", page.length);
  const magic = readU32(page, 0);
  if (magic === 0xffffffff) return reject("blank", "magic", 0);
  if (magic === 0) return reject("retired", "magic", 0);
  if (magic !== PAGE_MAGIC) return reject("magic", "magic", 0);
  const close = readU32(page, PAGE_CLOSE);
  const length = close & 0xffff;
  if (close !== 0xffffffff) {
    if (close !== closeWord(length)) return reject("close-word", "close word", PAGE_CLOSE);
    if (length < PAGE_FRAMES || length > PAGE_BYTES || length % 4 !== 0)
      return reject("length", "close word", PAGE_CLOSE);
  }
  return accept({
    sequence: readU32(page, PAGE_SEQUENCE),
    epochBase: readU24(page, PAGE_EPOCH_BASE),
    restarted: (page[PAGE_FLAGS]! & PAGE_FLAG_RESTARTED) !== 0,
    committed: readU32(page, PAGE_COMMIT) === crc32(committedBytes(page)),
    closedLength: close === 0xffffffff ? undefined : length,
    mac: page.slice(PAGE_MAC, PAGE_MAC + MAC_BYTES),
    receipted: readI32(page, PAGE_RECEIPT) !== -1,
    snapshot: decodeSnapshot(page.subarray(PAGE_SNAPSHOT, PAGE_FRAMES)),
  });
}
