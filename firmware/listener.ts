/** Hears adverts of tokens and phones and passes them to the epoch table. */
import {
  ADVERT_BYTES,
  ADVERT_ID_OFFSET,
  ADVERT_TAIL_OFFSET,
  BLUEZONE_COMPANY,
  BLUEZONE_SERVICE,
  TAIL_POWER,
} from "../protocol/advert.ts";
import { readU16 } from "../protocol/bytes.ts";
import { ROLLING_ID_BYTES } from "../protocol/rolling-id.ts";
import { LOSS_BIAS, note } from "./epoch-table.ts";
import { LISTEN_MS, SCAN_WINDOW_MS } from "./schedule.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** The advert last heard, moved by one byte: so the rolling ID and the tail stand on whole words. */
const heard = new Uint8Array(64);
const heardWords = new Int32Array(heard.buffer);
const heardHead = new Uint8Array(heard.buffer, 1, ADVERT_ID_OFFSET);
const ID_WORD = (ADVERT_ID_OFFSET + 1) >> 2;
const TAIL_WORD = (ADVERT_TAIL_OFFSET + 1) >> 2;
/** CRC-32 of a token's advert before the rolling ID, and the word before its tail: 07 16 56 4E. */
const HEAD_CHECK = 0x87693587;
const TAIL_HEAD = 0x4e561607;
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

function hear(advert: Advertisement): void {
  const bytes = new Uint8Array(advert.data);
  heard.set(bytes, 1);
  if (
    (bytes.length !== ADVERT_BYTES ||
      E.CRC32(heardHead) !== HEAD_CHECK ||
      heardWords[TAIL_WORD - 1] !== TAIL_HEAD) &&
    !isBluezone(bytes)
  )
    return;
  // Loss = (2P - 100) - RSSI.
  note(
    heardWords[ID_WORD],
    heardWords[ID_WORD + 1],
    ((heardWords[TAIL_WORD] >>> (TAIL_POWER - 1)) & 62) - 100 + LOSS_BIAS - advert.rssi,
  );
}

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
    if (length < 3) continue;
    const name = readU16(bytes, at + 2);
    if (bytes[at + 1] === 0xff && name === BLUEZONE_COMPANY) {
      if (id || length !== 3 + ROLLING_ID_BYTES) return false;
      id = at + 4;
    } else if (bytes[at + 1] === 0x16 && name === BLUEZONE_SERVICE) {
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
