/** The pages of the log in their ring: headers, receipts, what of it is not yet received. */
import { wordsOf } from "../protocol/bytes.ts";
import {
  committedBytes,
  PAGE_COMMIT,
  PAGE_FRAMES,
  PAGE_KEY_SLOT,
  PAGE_MAGIC,
  PAGE_RECEIPT,
  PAGE_SNAPSHOT,
} from "../protocol/page.ts";
import { crc32, readFlash, writeFlash } from "./hardware.ts";
import { pageAddressOf } from "./layout.ts";
import { sequence } from "./open-page.ts";

export function readHeader(address: number): Uint8Array {
  return readFlash(PAGE_FRAMES, address);
}

export function isCommitted(header: Uint8Array): boolean {
  const words = wordsOf(header);
  return words[0] === PAGE_MAGIC && words[PAGE_COMMIT >> 2] === (crc32(committedBytes(header)) | 0);
}

/** Zeroes the key slots of a page. */
export function zeroSlots(address: number): void {
  writeFlash(new Uint8Array(PAGE_SNAPSHOT - PAGE_KEY_SLOT), address + PAGE_KEY_SLOT);
}

/** A page whose first word is zero is none any more; one whose receipt word is zero has its receipt. */
export function zeroWord(address: number): void {
  writeFlash(new Uint8Array(4), address);
}

/** Sequence of the oldest page that the ring can still hold. */
export function oldestSequence(): number {
  return Math.max(0, sequence - (BOARD_LOG_PAGES - 1));
}

/** True for a page that the server has. */
export function hasReceipt(header: Uint8Array): boolean {
  return wordsOf(header)[PAGE_RECEIPT >> 2] !== -1;
}

/** Pages of the ring that the server does not have, the newest ones in a row. */
export function pagesNotReceipted(): number {
  let number = sequence;
  while (number >= oldestSequence() && !hasReceipt(readHeader(pageAddressOf(number)))) number--;
  return sequence - number;
}
