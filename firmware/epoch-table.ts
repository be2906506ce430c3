/** Who was heard in the running epoch: arrays made once, found by a hash of the rolling ID, which is random already. */
import {
  LOSS_OFFSET,
  MAX_COUNT,
  MAX_LOSS_CODE,
  MINUTES_MASK,
  RECORD_BYTES,
  SUMMARY_COUNT,
  SUMMARY_STRETCH,
  SUMMARY_STRONGEST,
} from "../protocol/record.ts";
import { beginFrame, FRAME_RECORDS, scratchHalves, writeRecords } from "./flash-log.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** Peers in one epoch. More are counted as lost adverts. */
const CAPACITY = BOARD_VARIABLES > 10000 ? 600 : 200;
/** Slots looked at for one advert: a hostile sender can make rolling IDs that all fall on the same one. */
const MOST_TRIES = 16;
const SLOTS = BOARD_VARIABLES > 10000 ? 2048 : 512;
/** Added to a loss in dB while it is kept, so that it is never negative: power 2P - 100, RSSI down to -128. */
export const LOSS_BIAS = 128;

/** Entry of the peer whose hash falls on a slot, or on one before it; 0 for none. Entries count from 1. */
export const slots = BOARD_VARIABLES > 10000 ? new Uint16Array(SLOTS) : new Uint8Array(SLOTS);
export const SLOT_MASK = SLOTS - 1;
/** Bytes 0..3 and 4..5 of the peer's rolling ID. */
export const heads = new Int32Array(CAPACITY + 1);
const tails = new Uint16Array(CAPACITY + 1);
/** Minutes in bits 0..14, smallest loss from bit 16. */
export const strongest = new Int32Array(CAPACITY + 1);
/** The running stretch: sum of losses in bits 0..19, adverts from bit 20. */
export const sums = new Int32Array(CAPACITY + 1);
/** The stretches before: the smallest mean loss, and the adverts of the epoch. */
const nearest = new Uint8Array(CAPACITY + 1);
const counts = new Uint8Array(CAPACITY + 1);
export const ONE_ADVERT = 1 << 20;
let entries = 0;

/** The entry of a peer, looked for from a slot on and made where there is none; 0 when there is no room. */
export function entryOf(head: number, tail: number, slot: number): number {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const entry = slots[slot];
    if (entry) {
      if (heads[entry] === head) return entry;
      slot = (slot + 1) & (SLOTS - 1);
    } else if (entries === CAPACITY) {
      break;
    } else {
      slots[slot] = ++entries;
      heads[entries] = head;
      tails[entries] = tail;
      strongest[entries] = 255 << 16;
      sums[entries] = counts[entries] = 0;
      nearest[entries] = 255;
      return entryOf(head, tail, slot);
    }
  }
  stateWords[LOST_ADVERTS]++;
  return 0;
}

/** Takes the mean of the stretch that ends (SPEC.md §3): it counts if it is the strongest of the epoch. */
export function endStretch(): void {
  for (let entry = 1; entry <= entries; entry++) {
    const count = sums[entry] >>> 20;
    if (count)
      nearest[entry] = Math.min(nearest[entry], Math.round((sums[entry] & (ONE_ADVERT - 1)) / count));
    counts[entry] = Math.min(MAX_COUNT, counts[entry] + count);
    sums[entry] = 0;
  }
}

/** Writes the epoch's encounter records to the log, the last entry first, and empties the table. */
export function flushTable(epoch: number): void {
  endStretch();
  while (entries) {
    const records = Math.min(FRAME_RECORDS, entries);
    beginFrame(epoch, records * RECORD_BYTES);
    for (let at = 4; at < 4 + records * 5; at += 5) {
      const head = heads[entries];
      const summary =
        (strongest[entries] & MINUTES_MASK) |
        (lossCode(strongest[entries] >> 16) << SUMMARY_STRONGEST) |
        (lossCode(nearest[entries]) << SUMMARY_STRETCH) |
        (counts[entries] << SUMMARY_COUNT);
      scratchHalves.set([head, head >> 16, tails[entries--], summary, summary >> 16], at);
    }
    writeRecords(epoch, records);
  }
  slots.fill(0);
}

function lossCode(loss: number): number {
  return Math.max(0, Math.min(MAX_LOSS_CODE, loss - (LOSS_BIAS - LOSS_OFFSET)));
}
