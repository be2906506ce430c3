/** Hears adverts of tokens and phones and passes them to the epoch table. */
import {
  ADVERT_BYTES,
  ADVERT_ID_OFFSET,
  ADVERT_TAIL_HEAD,
  ADVERT_TAIL_OFFSET,
  BLUEZONE_COMPANY,
  BLUEZONE_SERVICE,
  TAIL_POWER,
} from "../protocol/advert.ts";
import { readU32, wordsOf } from "../protocol/bytes.ts";
import { MINUTES_MASK } from "../protocol/record.ts";
import { ROLLING_ID_BYTES } from "../protocol/rolling-id.ts";
import { entryOf, heads, LOSS_BIAS, ONE_ADVERT, SLOT_MASK, slots, strongest, sums } from "./epoch-table.ts";
import { crc32 } from "./hardware.ts";
import { LISTEN_MS, SCAN_WINDOW_MS } from "./schedule.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** The advert last heard, moved by one byte: so the rolling ID and the tail stand on whole words. */
const heard = new Uint8Array(64);
const heardWords = wordsOf(heard);
const ID_WORD = (ADVERT_ID_OFFSET + 1) >> 2;
const TAIL_WORD = (ADVERT_TAIL_OFFSET + 1) >> 2;
/** Behind the advert: the bit of the minute that it is heard in. */
const MINUTE_WORD = 15;
/** CRC-32 of ADVERT_HEAD. */
const HEAD_CHECK = 0x87693587;
/** Type and name of the two structures: manufacturer data of Bluezone's, service data of a token's. */
const COMPANY_HEAD = 0xff | (BLUEZONE_COMPANY << 8);
const SERVICE_HEAD = 0x16 | (BLUEZONE_SERVICE << 8);
/** Tail that stands for a phone's: RSSI at 1 m of a phone that advertises at low power, nominally -66 dBm. */
const PHONE_TAIL = 17 << TAIL_POWER;

let listening = false;

export function startListening(): void {
  listening = true;
  const company: Record<number, object> = {};
  company[BLUEZONE_COMPANY] = {};
  NRF.setScan(hear, {
    filters: [{ manufacturerData: company }],
    window: SCAN_WINDOW_MS,
    interval: SCAN_WINDOW_MS,
  });
  setTimeout(stopListening, LISTEN_MS);
}

export function stopListening(): void {
  if (!listening) return;
  listening = false;
  NRF.setScan();
  if (E.getErrorFlags().indexOf("FIFO_FULL") >= 0) stateWords[LOST_ADVERTS]++;
}

/** Minute 0..14 of the epoch that adverts belong to from now on. */
export function setMinute(minute: number): void {
  heardWords[MINUTE_WORD] = 1 << minute;
}

/**
 * Runs for every advert heard, so every name costs: the interpreter looks for it in one list after the other. What
 * stands in the function's own surroundings is found before the program's two hundred names.
 */
const hear = ((
  Bytes: typeof Uint8Array,
  check: (bytes: Uint8Array) => number,
  bytesHeard: Uint8Array,
  head: Uint8Array,
  words: Int32Array,
  entryAt: Uint8Array | Uint16Array,
  known: Int32Array,
  minutes: Int32Array,
  losses: Int32Array,
) => {
  return (advert: Advertisement): void => {
    const data = advert.data;
    const bytes = new Bytes(data);
    bytesHeard.set(bytes, 1);
    if (data.byteLength !== ADVERT_BYTES) {
      if (!isBluezone(bytes)) return;
    } else if (
      (check(head) !== HEAD_CHECK || words[TAIL_WORD - 1] !== ADVERT_TAIL_HEAD) &&
      !isBluezone(bytes)
    )
      return;
    const id = words[ID_WORD];
    const slot = id & SLOT_MASK;
    let entry = entryAt[slot];
    if (known[entry] !== id) {
      entry = entryOf(id, words[ID_WORD + 1], slot);
      if (!entry) return;
    }
    // Loss = (2P - 100) - RSSI.
    const loss = ((words[TAIL_WORD] >>> (TAIL_POWER - 1)) & 62) + (LOSS_BIAS - 100) - advert.rssi;
    const before = minutes[entry];
    minutes[entry] =
      (before >> 16 > loss ? (before & MINUTES_MASK) | (loss << 16) : before) | words[MINUTE_WORD];
    losses[entry] += ONE_ADVERT + loss;
  };
})(
  Uint8Array,
  crc32,
  heard,
  new Uint8Array(heard.buffer, 1, ADVERT_ID_OFFSET),
  heardWords,
  slots,
  heads,
  strongest,
  sums,
);

/**
 * Reads an advert of any other build, a phone's for instance, as protocol/advert.ts does (decodeAdvert), and puts
 * rolling ID and tail where a token's would be. False when it is not Bluezone's or ill-formed.
 */
function isBluezone(bytes: Uint8Array): boolean {
  let id = 0;
  let tail = 0;
  let end: number;
  for (let at = 0; bytes[at]; at = end) {
    const length = bytes[at];
    end = at + 1 + length;
    if (end > bytes.length) return false;
    // Length, type, company or service in one word.
    const head = readU32(bytes, at) >>> 8;
    if (head === COMPANY_HEAD) {
      if (id || length !== 3 + ROLLING_ID_BYTES) return false;
      id = at + 4;
    } else if (head === SERVICE_HEAD) {
      if (tail || length !== 7) return false;
      tail = at + 4;
    }
  }
  if (!id) return false;
  heard.set(bytes.subarray(id, id + ROLLING_ID_BYTES), ADVERT_ID_OFFSET + 1);
  heardWords[TAIL_WORD] = PHONE_TAIL;
  if (tail) heard.set(bytes.subarray(tail, tail + 4), ADVERT_TAIL_OFFSET + 1);
  return true;
}
