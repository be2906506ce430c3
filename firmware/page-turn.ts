/**
 * Closes the open page and opens the next one (SPEC.md §4). The order of the writes is the whole point: the power may
 * go at any of them, and the next start finds either the old page, closed or not, or the new one, complete.
 */
import { wordsOf } from "../protocol/bytes.ts";
import { DAY_SECONDS } from "../protocol/epoch.ts";
import {
  committedBytes,
  MAC_BYTES,
  PAGE_CLOSE,
  PAGE_COMMIT,
  PAGE_DAY_KEY_SLOT,
  PAGE_EPOCH_BASE,
  PAGE_FRAMES,
  PAGE_KEY_SLOT,
  PAGE_MAC,
  PAGE_MAGIC,
  PAGE_RECEIPT,
  PAGE_SEQUENCE,
  PAGE_SLOTS_CHECK,
  PAGE_SNAPSHOT,
} from "../protocol/page.ts";
import { laterDayKey } from "../protocol/rolling-id.ts";
import { chainLink, chainMac, nextPageKey, SLICE_BYTES } from "../protocol/seal.ts";
import { crc32, eraseFlash, readFlash, sha256, writeFlash } from "./hardware.ts";
import { pageAddressOf } from "./layout.ts";
import { readHeader, zeroSlots, zeroWord } from "./log-ring.ts";
import { end, lastEpoch, openAt, pageAddress, seal, sequence } from "./open-page.ts";
import { ANCHOR, DAY, LOST_PAGES, state, stateHalves, stateWords } from "./state.ts";

/** Epochs since the open page was opened, while the token was running. */
export let pageAge = 0;

export function agePage(): void {
  pageAge++;
}

/** Puts close word and MAC of the open page, as it stands now, into a copy of its header. */
export function closeHeader(header: Uint8Array): void {
  let chain = chainLink(sha256, seal.macKey, committedBytes(header));
  for (let at = PAGE_FRAMES; at < end; at += SLICE_BYTES)
    chain = chainLink(sha256, chain, readFlash(Math.min(SLICE_BYTES, end - at), pageAddress + at));
  // closeWord(end), in 32 bits.
  wordsOf(header)[PAGE_CLOSE >> 2] = end | (~end << 16);
  header.set(chainMac(sha256, seal, chain, end), PAGE_MAC);
}

/**
 * Erases the place of the page with that number and writes its header, the commit word last. False when it does not
 * read back as written.
 */
export function beginPage(number: number, pageKey: Uint8Array, dayKey: Uint8Array): boolean {
  const address = pageAddressOf(number);
  const header = readHeader(address);
  const words = wordsOf(header);
  // Also when a turn is done again and its page is erased already: better one too many than one too few.
  if (number >= BOARD_LOG_PAGES && words[PAGE_RECEIPT >> 2] === -1) stateHalves[LOST_PAGES]++;
  zeroWord(address);
  eraseFlash(address);
  header.fill(255);
  words[0] = PAGE_MAGIC;
  words[PAGE_SEQUENCE >> 2] = number;
  words[PAGE_EPOCH_BASE >> 2] = lastEpoch;
  header.set(pageKey, PAGE_KEY_SLOT);
  header.set(dayKey, PAGE_DAY_KEY_SLOT);
  words[PAGE_SLOTS_CHECK >> 2] = crc32(header.subarray(PAGE_KEY_SLOT, PAGE_SLOTS_CHECK));
  header.set(state, PAGE_SNAPSHOT);
  words[PAGE_COMMIT >> 2] = crc32(committedBytes(header));
  // Word by word in this order: the magic first.
  writeFlash(header.subarray(0, PAGE_COMMIT), address);
  writeFlash(header.subarray(PAGE_KEY_SLOT), address + PAGE_KEY_SLOT);
  writeFlash(header.subarray(PAGE_COMMIT, PAGE_CLOSE), address + PAGE_COMMIT);
  if (crc32(readHeader(address)) !== crc32(header)) {
    zeroSlots(address);
    zeroWord(address);
    return false;
  }
  openAt(number, address, pageKey);
  pageAge = 0;
  return true;
}

/** The new page carries the day key of the last authenticated day less one; no older one stays on the token. */
export function turnPage(): void {
  const old = pageAddress;
  const header = readHeader(old);
  closeHeader(header);
  writeFlash(header.subarray(PAGE_MAC, PAGE_MAC + MAC_BYTES), old + PAGE_MAC);
  writeFlash(header.subarray(PAGE_CLOSE, PAGE_MAC), old + PAGE_CLOSE);
  let dayKey = header.subarray(PAGE_DAY_KEY_SLOT, PAGE_SLOTS_CHECK);
  const days = ((stateWords[ANCHOR] / DAY_SECONDS) | 0) - 1 - stateHalves[DAY];
  if (days > 0) {
    dayKey = laterDayKey(sha256, dayKey, days);
    stateHalves[DAY] += days;
  }
  let pageKey = header.subarray(PAGE_KEY_SLOT, PAGE_DAY_KEY_SLOT);
  let number = sequence;
  // A page that does not read back is worn out: its number is left out, the chain of keys goes on.
  do {
    pageKey = nextPageKey(sha256, pageKey);
    number++;
  } while (!beginPage(number, pageKey, dayKey) && number - sequence < BOARD_LOG_PAGES - 1);
  zeroSlots(old);
}
