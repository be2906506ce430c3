/**
 * Finds the log's state at a start (SPEC.md §4): the newest page whose commit word and key slots hold, and the frames
 * in it. Finishes what a loss of power has left undone.
 */
import { wordsOf } from "../protocol/bytes.ts";
import { EPOCH_SECONDS } from "../protocol/epoch.ts";
import {
  BOOT,
  BOOT_MARK,
  EPOCH,
  epochOf,
  FRAME_TYPED,
  payloadLength,
  RECALL,
  TICKET,
  TIME,
} from "../protocol/frame.ts";
import { derive, hmac, hmacKey } from "../protocol/hash.ts";
import {
  IDENTITY_DAY_KEY,
  IDENTITY_PAGE_KEY,
  IDENTITY_SECRETS_CHECK,
  IDENTITY_TOKEN_KEY,
} from "../protocol/identity.ts";
import {
  CLOCK_KNOWN,
  CLOCK_TRUSTED,
  PAGE_BYTES,
  PAGE_CLOSE,
  PAGE_DAY_KEY_SLOT,
  PAGE_EPOCH_BASE,
  PAGE_FLAG_RESTARTED,
  PAGE_FRAMES,
  PAGE_KEY_SLOT,
  PAGE_MAC,
  PAGE_SEQUENCE,
  PAGE_SLOTS_CHECK,
  PAGE_SNAPSHOT,
  SNAPSHOT_SALT,
} from "../protocol/page.ts";
import { applySeal, BLOCK_BYTES } from "../protocol/seal.ts";
import { scratch, scratchHalves, scratchWords, writeTyped } from "./flash-log.ts";
import { bytesOfWords, crc32, eraseFlash, pack, readFlash, resetCause, sha256 } from "./hardware.ts";
import { destroyFirstKeys } from "./identity.ts";
import { pageAddressOf } from "./layout.ts";
import { isCommitted, readHeader, zeroSlots } from "./log-ring.ts";
import { continueAt, end, lastEpoch, openAt, pageAddress, seal, sequence } from "./open-page.ts";
import { beginPage, turnPage } from "./page-turn.ts";
import { endCall, findCall } from "./recall.ts";
import {
  ANCHOR,
  FLAGS,
  RESETS,
  SALT,
  state,
  stateHalves,
  stateWords,
  TICKET_HIGHEST,
  UNCERTAINTY,
} from "./state.ts";

/** CRC-32 of what the scan looks for: a blank page header, zeroed key slots. */
const BLANK_HEADER = 0x620c2bcf;
const ZEROED_SLOTS = 0x10d76ead;

/**
 * Opens the log: goes on with the newest page, or at the very first start with the keys of the identity. Should the
 * newest page's keys be lost, a new chain of keys starts from the token key.
 */
export function startLog(identity: Uint8Array): void {
  let newest = likelyNewest();
  // Keys stand in the newest page alone, and where the power went, in its neighbours.
  let places = 3;
  if (!keysHold(newest)) {
    // An empty log, or damage: every page is looked at.
    for (places = 0; places < BOARD_LOG_PAGES; places++) newest = Math.max(newest, sequenceAt(places));
  }
  const goesOn = keysHold(newest);
  for (let place = newest + BOARD_LOG_PAGES - 1; places--; place++)
    tidyPage(pageAddressOf(place), goesOn ? newest : -1);
  if (goesOn) {
    resume(newest);
  } else if (wordsOf(identity)[IDENTITY_SECRETS_CHECK >> 2]) {
    beginPage(
      0,
      identity.subarray(IDENTITY_PAGE_KEY, IDENTITY_DAY_KEY),
      identity.subarray(IDENTITY_DAY_KEY, IDENTITY_SECRETS_CHECK),
    );
  } else {
    restartChain(identity, newest);
  }
  destroyFirstKeys(identity);
}

/** Sequence of the page at a place of the ring, -1 where none is committed. */
function sequenceAt(place: number): number {
  const header = readHeader(pageAddressOf(place));
  return isCommitted(header) ? wordsOf(header)[PAGE_SEQUENCE >> 2] : -1;
}

/**
 * Sequence of the newest page, by bisection: numbers rise along the ring from place 0 to the newest page, and behind it
 * they are lower. Pages that were damaged or never finished mislead it; then the page it finds holds no keys.
 */
function likelyNewest(): number {
  const first = sequenceAt(0);
  let newest = first;
  let low = 0;
  for (let high = BOARD_LOG_PAGES; high - low > 1; ) {
    const middle = (low + high) >> 1;
    const there = sequenceAt(middle);
    if (there > first) {
      newest = there;
      low = middle;
    } else {
      high = middle;
    }
  }
  return newest;
}

/** True when the key slots of a page stand their check. */
function keysHold(number: number): boolean {
  const header = readHeader(pageAddressOf(number));
  const check = crc32(header.subarray(PAGE_KEY_SLOT, PAGE_SLOTS_CHECK)) | 0;
  return number >= 0 && wordsOf(header)[PAGE_SLOTS_CHECK >> 2] === check;
}

/** The next page gets keys that the server can derive from the token key, and says so by its flag. */
function restartChain(identity: Uint8Array, last: number): void {
  if (last >= 0) {
    const header = readHeader(pageAddressOf(last));
    state.set(header.subarray(PAGE_SNAPSHOT));
    continueAt(0, wordsOf(header)[PAGE_EPOCH_BASE >> 2] & 0xffffff);
  }
  wakeUp();
  const epoch = lastEpoch;
  const tokenKey = hmacKey(identity.subarray(IDENTITY_TOKEN_KEY, IDENTITY_PAGE_KEY));
  // Should this fall on the same number once more, the keys must be others.
  stateHalves[SALT] = E.hwRand();
  const message = pack("restart", bytesOfWords([last + 1]), state.subarray(SNAPSHOT_SALT));
  const pageKey = hmac(sha256, tokenKey, message);
  continueAt(0, epoch | (PAGE_FLAG_RESTARTED << 24));
  beginPage(last + 1, pageKey, derive(sha256, pageKey, "day"));
  writeBoot(epoch);
}

/** Zeroes a page's keys, unless it is to keep them, and erases it if it was never committed: it may hold keys, too. */
function tidyPage(address: number, keep: number): void {
  const header = readHeader(address);
  if (!isCommitted(header)) {
    if (crc32(header) !== BLANK_HEADER) eraseFlash(address);
  } else if (
    wordsOf(header)[PAGE_SEQUENCE >> 2] !== keep &&
    crc32(header.subarray(PAGE_KEY_SLOT, PAGE_SNAPSHOT)) !== ZEROED_SLOTS
  )
    zeroSlots(address);
}

/** Goes on with a page that was open, or being closed, when the power went. */
function resume(number: number): void {
  const address = pageAddressOf(number);
  const header = readHeader(address);
  const words = wordsOf(header);
  openAt(number, address, header.subarray(PAGE_KEY_SLOT, PAGE_DAY_KEY_SLOT));
  state.set(header.subarray(PAGE_SNAPSHOT));
  const used = lastWritten();
  let epoch = replay(words[PAGE_EPOCH_BASE >> 2] & 0xffffff, used);
  wakeUp();
  epoch = Math.max(epoch, (stateWords[ANCHOR] / EPOCH_SECONDS) | 0);
  const aligned = (used + BLOCK_BYTES - 1) & -BLOCK_BYTES;
  const closing = words[PAGE_CLOSE >> 2] & words[PAGE_MAC >> 2] & words[(PAGE_MAC >> 2) + 1];
  if (closing !== -1 || aligned + 16 > PAGE_BYTES) {
    // The power went during a turn, or the page is full. The MAC must come out the same, so nothing may be added.
    continueAt(used, epoch);
    turnPage();
  } else {
    continueAt(aligned, epoch);
  }
  writeBoot(epoch);
}

/** Counts the start. Time has passed that nobody counted: the clock may be known, it is not trusted. */
function wakeUp(): void {
  stateHalves[RESETS]++;
  state[FLAGS] &= ~CLOCK_TRUSTED;
}

/** The frame that says: from here on the clock counts from that epoch, and what stood before may be torn. */
function writeBoot(epoch: number): void {
  continueAt(end, epoch);
  writeTyped(
    epoch,
    3,
    BOOT | (resetCause() << 8) | (stateHalves[RESETS] << 16),
    epoch | (state[FLAGS] << 24),
    BOOT_MARK,
    0,
  );
}

/** Offset behind the last word of the open page that was ever written. */
function lastWritten(): number {
  const words = wordsOf(readFlash(PAGE_BYTES - PAGE_FRAMES, pageAddress + PAGE_FRAMES));
  let used = words.length;
  while (used && words[used - 1] === -1) used--;
  return PAGE_FRAMES + 4 * used;
}

/** Reads the open page's frames up to `used` into the state; returns the epoch of the last one. */
function replay(epoch: number, used: number): number {
  let torn = false;
  for (let at = PAGE_FRAMES; at < used; ) {
    const length = loadFrame(at);
    const low = scratchWords[1] >>> 16;
    const first = scratchWords[2];
    const type = length && low & FRAME_TYPED ? first & 255 : 0;
    const boot = type === BOOT && scratchWords[4] === (BOOT_MARK | 0);
    if (!length) {
      torn = true;
      at += 4;
      continue;
    }
    at += length;
    // A check of 16 bits alone: behind something torn, time goes on with a frame that says it absolutely.
    if (!torn) epoch = epochOf(low, epoch);
    if (boot) {
      torn = false;
      stateHalves[RESETS] = first >>> 16;
      epoch = scratchWords[3] & 0xffffff;
    } else if (type === TIME && length === 12) {
      stateWords[ANCHOR] = scratchWords[3];
      stateHalves[UNCERTAINTY] = first >>> 16;
      state[FLAGS] |= CLOCK_KNOWN;
    } else if (type === TICKET && length === 20) {
      stateWords.set(scratchWords.subarray(3, 6), TICKET_HIGHEST);
      endCall(epoch);
    } else if (type === RECALL && length === 8) {
      findCall(first >>> 8);
    } else if (type === EPOCH) {
      epoch = first >>> 8;
    }
  }
  return epoch;
}

/**
 * Brings the frame at an offset of the open page into the scratch, plain (but for the header, which is as finishFrame
 * wants it for the check); returns its length in bytes, or 0 when there is none or its check fails.
 */
function loadFrame(at: number): number {
  scratch.set(readFlash(4, pageAddress + at), 4);
  if (scratchWords[1] === -1) return 0;
  applySeal(sha256, seal, scratchWords.subarray(1, 2), at);
  const low = scratchHalves[2];
  const check = scratchHalves[3];
  const length = 4 + 4 * (low & 255);
  if (length === 4 || length > scratch.length - 4 || at + length > PAGE_BYTES) return 0;
  scratch.set(readFlash(length - 4, pageAddress + at + 4), 8);
  applySeal(sha256, seal, scratchWords.subarray(2, 1 + (length >> 2)), at + 4);
  scratchWords[0] = sequence;
  scratchWords[1] = at | (low << 16);
  return (crc32(scratch.subarray(0, 8 + payloadLength(low))) & 0xffff) === check ? length : 0;
}
