/** Appends frames to the open page of the log (SPEC.md §4, §5). When a page is full, the next one is opened. */
import { EPOCH, finishFrame, headerLow, MOST_EPOCHS, recordWords } from "../protocol/frame.ts";
import { PAGE_BYTES } from "../protocol/page.ts";
import { RECORD_BYTES } from "../protocol/record.ts";
import { applySeal } from "../protocol/seal.ts";
import { crc32, sha256, writeFlash } from "./hardware.ts";
import { end, lastEpoch, pageAddress, seal, sequence, setEnd, setLastEpoch } from "./open-page.ts";
import { turnPage } from "./page-turn.ts";

/** Records in one frame: what the scratch holds. More of them in an epoch take several frames. */
export const FRAME_RECORDS = 24;
const FRAME_HEAD = 8;

/** A frame in the making: 8 bytes for header and check, then the payload (protocol/frame.ts, finishFrame). */
export const scratch = new Uint8Array(FRAME_HEAD + FRAME_RECORDS * RECORD_BYTES);
export const scratchHalves = new Uint16Array(scratch.buffer);
export const scratchWords = new Int32Array(scratch.buffer);

/** Makes room for a frame of that epoch with so many bytes of payload, before the payload is put into the scratch. */
export function beginFrame(epoch: number, payloadBytes: number): void {
  const step = epoch - lastEpoch;
  const far = step < 0 || step > MOST_EPOCHS;
  // A frame that says the epoch absolutely takes 8 bytes more.
  if (end + 4 + ((payloadBytes + 3) & ~3) + (far ? 8 : 0) > PAGE_BYTES) {
    // The new page's base is the frame's own epoch.
    setLastEpoch(epoch);
    turnPage();
  } else if (far) {
    setLastEpoch(epoch);
    scratchWords[2] = EPOCH | (epoch << 8);
    writeFrame(epoch, 1, true, 4);
  }
}

/**
 * Seals the frame in the scratch and writes it: the header last, so that a torn frame has none. The next one goes behind it
 * also where the flash would not take it: no word is ever written for two frames.
 */
function writeFrame(epoch: number, words: number, typed: boolean, payloadBytes: number): void {
  const low = headerLow(words, typed, epoch);
  const length = finishFrame(crc32, scratch, sequence, end, low, payloadBytes);
  // Only when a page turn failed.
  if (end + length > PAGE_BYTES) return;
  applySeal(sha256, seal, scratchWords.subarray(1, 1 + (length >> 2)), end);
  writeFlash(scratch.subarray(FRAME_HEAD, 4 + length), pageAddress + end + 4);
  writeFlash(scratch.subarray(4, FRAME_HEAD), pageAddress + end);
  setEnd(end + length);
  setLastEpoch(epoch);
}

/** Writes `records` encounter records that stand in the scratch since beginFrame. */
export function writeRecords(epoch: number, records: number): void {
  writeFrame(epoch, recordWords(records), false, records * RECORD_BYTES);
}

/** Writes a typed frame of so many words; the first holds the type and what stands beside it. */
export function writeTyped(
  epoch: number,
  words: number,
  first: number,
  second: number,
  third: number,
  fourth: number,
): void {
  beginFrame(epoch, words * 4);
  scratchWords[2] = first;
  scratchWords[3] = second;
  scratchWords[4] = third;
  scratchWords[5] = fourth;
  writeFrame(epoch, words, true, words * 4);
}
