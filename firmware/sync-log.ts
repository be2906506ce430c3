/** Lists, sends and frees the pages of the log for a station (SPEC.md §8). */
import { readU16, readU32, wordsOf } from "../protocol/bytes.ts";
import {
  PAGE_CLOSE,
  PAGE_FLAG_RESTARTED,
  PAGE_FLAGS,
  PAGE_KEY_SLOT,
  PAGE_MAC,
  PAGE_RECEIPT,
  PAGE_SEQUENCE,
  PAGE_SNAPSHOT,
} from "../protocol/page.ts";
import {
  CHUNK_HEADER_BYTES,
  NO_SUCH_PAGE,
  PAGE,
  PAGE_CLOSED,
  PAGE_LAST,
  PAGE_OPEN,
  PAGE_RECEIPTED,
  PAGE_RESTARTED,
  RECEIPT_MISMATCH,
  SYNC_DATA,
  WRONG_MAC,
  WRONG_RANGE,
} from "../protocol/sync-codes.ts";
import { pack, readFlash } from "./hardware.ts";
import { pageAddressOf } from "./layout.ts";
import { connected } from "./link.ts";
import { hasReceipt, isCommitted, oldestSequence, readHeader, zeroWord } from "./log-ring.ts";
import { sequence } from "./open-page.ts";
import { closeHeader, turnPage } from "./page-turn.ts";
import { isAuthentic, notify, say } from "./session.ts";

/** The range of a READ: page address, next offset, end; next chunk, the last one that may go now, window, bytes per chunk. */
let readAddress: number;
let readAt: number;
let readEnd: number;
let chunk: number;
let lastChunk: number;
let window: number;
let chunkBytes: number;
/** What the radio can notify at most, less the chunk's number. */
const MOST_CHUNK_BYTES = BOARD_MTU - 3 - CHUNK_HEADER_BYTES;
/** A timer is under way that sends the next chunk. */
let sending: boolean;
/** Sequence of the page that the list goes on with. */
let listed: number;
/**
 * Time between notifications, ms. The stack does not tell when one has gone and drops what its queue cannot hold:
 * seven on the S132 boards, one on the others, which have to wait for the next connection event; laptops and phones agree to 30 ms at most.
 */
const FIRST_PACE_MS = BOARD_MTU > 53 ? 31 : 4;
export let pace = FIRST_PACE_MS;

export function stopReading(): void {
  pace = FIRST_PACE_MS;
}

/**
 * Header of a page of the log, the open one's with close word and MAC as they would be now. Undefined for no page, and
 * for one that has no sound length: another page's keys may lie behind its end.
 */
function headerOf(number: number): Uint8Array | undefined {
  const header = readHeader(pageAddressOf(number));
  if (number === sequence) closeHeader(header);
  const words = wordsOf(header);
  // The close word: length, and its complement in the upper half.
  const sound = readU16(header, PAGE_CLOSE) === ~words[PAGE_CLOSE >> 2] >>> 16;
  if (!sound || !isCommitted(header) || words[PAGE_SEQUENCE >> 2] !== number) return undefined;
  return header;
}

/** Starts to tell of every page, oldest first. */
export function list(): void {
  listed = oldestSequence();
  listNext();
}

/** One page at a time, so that the queue can hold them. */
function listNext(): void {
  if (!connected) return;
  const header = headerOf(listed);
  const open = listed === sequence;
  if (header)
    say(
      pack(
        PAGE,
        header.subarray(PAGE_SEQUENCE, PAGE_SEQUENCE + 4),
        header.subarray(PAGE_CLOSE, PAGE_CLOSE + 2),
        header.subarray(PAGE_MAC, PAGE_RECEIPT),
        (open ? PAGE_OPEN | PAGE_LAST : hasReceipt(header) ? PAGE_RECEIPTED : PAGE_CLOSED) |
          (header[PAGE_FLAGS] & PAGE_FLAG_RESTARTED ? PAGE_RESTARTED : 0),
      ),
    );
  listed++;
  if (!open) setTimeout(listNext, pace);
}

/** Starts to send a range of a page; error code, 0 when it goes. */
export function read(message: Uint8Array): number {
  const number = readU32(message, 1);
  const header = headerOf(number);
  if (!header) return NO_SUCH_PAGE;
  const offset = readU16(message, 5);
  const length = readU16(message, 7);
  if (!length || offset + length > readU16(header, PAGE_CLOSE)) return WRONG_RANGE;
  // Asked for what was sent already: chunks were dropped, so the queue needs more time.
  if (chunkBytes && offset && offset < readAt) pace += pace;
  readAddress = pageAddressOf(number);
  readAt = offset;
  readEnd = offset + length;
  chunk = 0;
  window = message[9];
  chunkBytes = message[10];
  // One chunk to find out the MTU: nobody knows yet where the next one starts.
  lastChunk = chunkBytes && window - 1;
  if (!sending) sendChunk();
  return 0;
}

/** The station has a chunk and all before it: the window moves on. */
export function acknowledge(message: Uint8Array): void {
  lastChunk = readU16(message, 1) + window;
  if (!sending) sendChunk();
}

/** One chunk, then the radio's turn: the next one goes from a timer. */
function sendChunk(): void {
  sending = connected && readAt < readEnd && chunk <= lastChunk;
  if (!sending) return;
  const length = Math.min(chunkBytes || MOST_CHUNK_BYTES, MOST_CHUNK_BYTES, readEnd - readAt);
  const bytes = readFlash(length, readAddress + readAt);
  // Key slots never leave the token.
  const from = Math.max(PAGE_KEY_SLOT - readAt, 0);
  const to = Math.min(PAGE_SNAPSHOT - readAt, length);
  if (from < to) bytes.fill(0, from, to);
  notify(SYNC_DATA, pack(chunk & 255, chunk >> 8, bytes));
  chunk++;
  readAt += length;
  setTimeout(sendChunk, pace);
}

/**
 * Frees a page that the server has, by its word; error code, 0 when done. The open page is closed first: only if
 * nothing was written since the server's copy does the receipt match.
 */
export function takeReceipt(message: Uint8Array): number {
  const number = readU32(message, 1);
  const header = headerOf(number);
  if (!header) return NO_SUCH_PAGE;
  if (!isAuthentic("receipt", message, 7, header.subarray(PAGE_MAC, PAGE_RECEIPT))) return WRONG_MAC;
  if (readU16(message, 5) !== readU16(header, PAGE_CLOSE)) return RECEIPT_MISMATCH;
  if (number === sequence) turnPage();
  if (!hasReceipt(header)) zeroWord(pageAddressOf(number) + PAGE_RECEIPT);
  return 0;
}
