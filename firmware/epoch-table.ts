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
import { pagesNotReceipted } from "./log-ring.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** Peers in one epoch. More are counted as lost adverts. */
const CAPACITY = BOARD_VARIABLES > 10000 ? 600 : 150;
/** Up to so many entries everybody is taken in. */
export const FEW_ENTRIES = CAPACITY / 2;
/** Slots looked at for one advert: a hostile sender can make rolling IDs that all fall on the same one. */
const MOST_TRIES = 16;
const SLOTS = BOARD_VARIABLES > 10000 ? 2048 : 256;
/** Added to a loss in dB while it is kept, so that a byte holds it: power at 1 m -84..-54, RSSI -128..43. */
export const LOSS_BIAS = 128;

/** Entry of the peer whose hash falls on a slot, or on one before it; 0 for none. Entries count from 1. */
export const slots = BOARD_VARIABLES > 10000 ? new Uint16Array(SLOTS) : new Uint8Array(SLOTS);
export const SLOT_MASK = SLOTS - 1;
/** Four bytes of the peer's rolling ID, those that the listener knows it by: a token's are the first, a phone's the second four. */
export const keys = new Int32Array(CAPACITY + 1);
// Entry 0 is nobody; zeros stand in many an advert where an ID would be.
keys[0] = -2;
/** The other four of its first eight bytes. */
const rests = new Int32Array(CAPACITY + 1);
/** One bit for each minute, 0..14, and one that says that it is a phone. */
export const minutes = new Uint16Array(CAPACITY + 1);
const PHONE = 1 << 15;
/** The smallest loss of an advert. */
export const strongest = new Uint8Array(CAPACITY + 1);
/** The running stretch: sum of losses in bits 0..19, adverts from bit 20. */
export const sums = new Int32Array(CAPACITY + 1);
/** The stretches before: the smallest mean loss, and the adverts of the epoch. */
const nearest = new Uint8Array(CAPACITY + 1);
const counts = new Uint8Array(CAPACITY + 1);
export const ONE_ADVERT = 1 << 20;
export let entries = 0;
/** While more than half of the log is not yet received: records that an epoch may bring, in proportion to what is free; and in a full one. */
const MOST_RECORDS = 2 * FRAME_RECORDS;
const LEAST_RECORDS = 4;
/** Who was heard in one minute alone counts as so much further away. */
const PASSING = 64;
/** Ranks are counted in steps of so many dB. */
const RANK_SHIFT = 1;

/** Where the last search ended: the slot for a new entry, or -1. */
let place = 0;

/** The entry of a peer by its key; 0 where there is none. */
export function findEntry(key: number): number {
  let slot = key;
  for (let tries = MOST_TRIES; tries--; slot++) {
    place = slot & SLOT_MASK;
    const entry = slots[place];
    if (!entry || keys[entry] === key) return entry;
  }
  place = -1;
  return 0;
}

/** Makes an entry where the last search ended; 0 when there is no room. */
export function addEntry(key: number, rest: number, isPhone: boolean): number {
  if (place < 0 || entries === CAPACITY) {
    stateWords[LOST_ADVERTS]++;
    return 0;
  }
  slots[place] = ++entries;
  keys[entries] = key;
  rests[entries] = rest;
  minutes[entries] = isPhone ? PHONE : 0;
  sums[entries] = counts[entries] = 0;
  strongest[entries] = 255;
  nearest[entries] = 255;
  return entries;
}

/** How many peers were heard in a minute; up to so many in the epoch are not worth counting. */
export function peersIn(minuteBit: number, few: number): number {
  let peers = 0;
  if (entries < few) return entries;
  for (let entry = entries; entry; entry--) if (minutes[entry] & minuteBit) peers++;
  return peers;
}

/** Takes the mean of the stretch that ends (SPEC.md §3): it counts if it is the strongest of the epoch. */
export function endStretch(): void {
  for (let entry = 1; entry <= entries; entry++) {
    const count = sums[entry] >>> 20;
    if (count)
      // The array cuts off what is behind the point: half a decibel more rounds.
      nearest[entry] = Math.min(nearest[entry], 0.5 + (sums[entry] & (ONE_ADVERT - 1)) / count);
    counts[entry] = Math.min(MAX_COUNT, counts[entry] + count);
    sums[entry] = 0;
  }
}

/** What counts when there is little room: nearness, and that a peer stayed. */
function rankOf(entry: number): number {
  const heard = minutes[entry] & MINUTES_MASK;
  return nearest[entry] + (heard & (heard - 1) ? 0 : PASSING);
}

/** The rank below which there are at least so many peers, the first such step. */
function rankOfLast(room: number): number {
  const ranks = new Uint8Array(512 >> RANK_SHIFT);
  for (let entry = entries; entry; entry--) ranks[rankOf(entry) >> RANK_SHIFT]++;
  let rank = 0;
  let left = room;
  while (left > 0) {
    left -= ranks[rank];
    rank++;
  }
  return rank << RANK_SHIFT;
}

/**
 * Records that the epoch may write. Everybody is written down while half of the log's pages are free or received; then the log is
 * for those who stayed and were near, and nobody fills it by sending under many IDs.
 */
function roomOf(): number {
  const free = BOARD_LOG_PAGES - pagesNotReceipted();
  if (2 * free >= BOARD_LOG_PAGES) return CAPACITY;
  return Math.max(LEAST_RECORDS, ((MOST_RECORDS * free) / BOARD_LOG_PAGES) | 0);
}

/** Writes the epoch's encounter records to the log, the last entry first, and empties the table. */
export function flushTable(epoch: number): void {
  endStretch();
  const room = roomOf();
  let kept = entries;
  let limit = 512;
  if (kept > room) {
    stateWords[LOST_ADVERTS] += kept - room;
    kept = room;
    limit = rankOfLast(room);
  }
  while (kept) {
    const records = Math.min(FRAME_RECORDS, kept);
    kept -= records;
    beginFrame(epoch, records * RECORD_BYTES);
    for (let at = 4; at < 4 + records * 5; at += 5) {
      while (rankOf(entries) >= limit) entries--;
      const isPhone = minutes[entries] & PHONE;
      const head = isPhone ? rests[entries] : keys[entries];
      const summary =
        (minutes[entries] & MINUTES_MASK) |
        (lossCode(strongest[entries]) << SUMMARY_STRONGEST) |
        (lossCode(nearest[entries]) << SUMMARY_STRETCH) |
        (counts[entries] << SUMMARY_COUNT);
      const tail = isPhone ? keys[entries] : rests[entries];
      scratchHalves.set([head, head >> 16, tail, summary, summary >> 16], at);
      entries--;
    }
    writeRecords(epoch, records);
  }
  entries = 0;
  slots.fill(0);
}

function lossCode(loss: number): number {
  return Math.max(0, Math.min(MAX_LOSS_CODE, loss - (LOSS_BIAS - LOSS_OFFSET)));
}
