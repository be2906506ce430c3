/** Who was heard in the running epoch: arrays made once, found by a hash of the rolling ID, which is random already. */
import {
  LOSS_OFFSET,
  MAX_COUNT,
  MAX_LOSS_CODE,
  MINUTES_MASK,
  RECORD_BYTES,
  SUMMARY_COUNT,
  SUMMARY_MEAN,
  SUMMARY_STRONGEST,
} from "../protocol/record.ts";
import { beginFrame, FRAME_RECORDS, scratchHalves, writeRecords } from "./flash-log.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** Peers in one epoch. More are counted as lost adverts. */
const CAPACITY = BOARD_VARIABLES > 10000 ? 600 : 200;
const SLOTS = BOARD_VARIABLES > 10000 ? 2048 : 512;
/** Added to a loss in dB while it is kept, so that it is never negative: power 2P - 100, RSSI down to -128. */
export const LOSS_BIAS = 128;
const COUNT = 1 << 20;

/** Entry of the peer whose hash falls on a slot, or on one before it; 0 for none. Entries count from 1. */
const entryOfSlot = BOARD_VARIABLES > 10000 ? new Uint16Array(SLOTS) : new Uint8Array(SLOTS);
/** Bytes 0..3 and 4..5 of the peer's rolling ID. */
const heads = new Int32Array(CAPACITY + 1);
const tails = new Uint16Array(CAPACITY + 1);
/** Strongest: minutes in bits 0..14, smallest loss from bit 16. Sums: losses in bits 0..19, adverts from bit 20. */
const strongest = new Int32Array(CAPACITY + 1);
const sums = new Int32Array(CAPACITY + 1);
let entries = 0;
let minuteBit = 1;

/** Minute 0..14 of the epoch that adverts belong to from now on. */
export function setMinute(minute: number): void {
  minuteBit = 1 << minute;
}

/** One advert: the first words of its rolling ID and its loss, biased. Runs for every advert heard, so it is short. */
export function note(head: number, tail: number, loss: number): void {
  let entry = entryOfSlot[head & (SLOTS - 1)];
  if (heads[entry] !== head) {
    entry = entryOf(head, tail);
    if (!entry) return;
  }
  const known = strongest[entry];
  strongest[entry] = (known >> 16 > loss ? (known & MINUTES_MASK) | (loss << 16) : known) | minuteBit;
  sums[entry] += COUNT + loss;
}

/** Looks behind the first slot and makes an entry for a new peer; 0 when the table is full. */
function entryOf(head: number, tail: number): number {
  let slot = head & (SLOTS - 1);
  while (entryOfSlot[slot]) {
    if (heads[entryOfSlot[slot]] === head) return entryOfSlot[slot];
    slot = (slot + 1) & (SLOTS - 1);
  }
  if (entries === CAPACITY) {
    stateWords[LOST_ADVERTS]++;
    return 0;
  }
  entryOfSlot[slot] = ++entries;
  heads[entries] = head;
  tails[entries] = tail;
  strongest[entries] = 255 << 16;
  sums[entries] = 0;
  return entries;
}

/** Writes the epoch's encounter records to the log and empties the table. */
export function flushTable(epoch: number): void {
  for (let entry = 1; entry <= entries; ) {
    const records = Math.min(FRAME_RECORDS, entries - entry + 1);
    beginFrame(epoch, records * RECORD_BYTES);
    for (let i = 0; i < records * 5; i += 5) {
      putRecord(4 + i, entry);
      entry++;
    }
    writeRecords(epoch, records);
  }
  entries = 0;
  entryOfSlot.fill(0);
}

/** The encounter record of an entry into five half-words of the scratch. */
function putRecord(at: number, entry: number): void {
  const count = sums[entry] >>> 20;
  const mean = Math.round((sums[entry] & (COUNT - 1)) / count);
  const summary =
    (strongest[entry] & MINUTES_MASK) |
    (lossCode(strongest[entry] >> 16) << SUMMARY_STRONGEST) |
    (lossCode(mean) << SUMMARY_MEAN) |
    (Math.min(count, MAX_COUNT) << SUMMARY_COUNT);
  scratchHalves[at] = heads[entry];
  scratchHalves[at + 1] = heads[entry] >> 16;
  scratchHalves[at + 2] = tails[entry];
  scratchHalves[at + 3] = summary;
  scratchHalves[at + 4] = summary >> 16;
}

function lossCode(loss: number): number {
  return Math.max(0, Math.min(MAX_LOSS_CODE, loss - LOSS_BIAS + LOSS_OFFSET));
}
