/** A gate hands what it hears to a page, as long as that is connected (SPEC.md §10). */
import {
  ADVERT_COMPANY_OFFSET,
  ADVERT_ID_OFFSET,
  ADVERT_TAIL_HEAD,
  ADVERT_VERSION,
  PHONE_ADVERT_BYTES,
  PHONE_ID_OFFSET,
  POWER_BASE,
  POWER_MASK,
  TAIL_LATE,
  TAIL_POWER,
  TAIL_ROLE,
} from "../protocol/advert.ts";
import {
  HEARD_BYTES,
  HEARD_CALL,
  HEARD_HEAD_BYTES,
  HEARD_PHONE,
  HEARD_TAP,
  HEARD_TOKEN,
} from "../protocol/gate-stream.ts";
import { LOSS_OFFSET, MAX_LOSS_CODE } from "../protocol/record.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** The stack's queue holds one notification on the boards with long ones, and is empty after a connection event, ms. */
const FLUSH_MS = BOARD_MTU > 53 ? 31 : 50;
const MOST_HEARD = ((BOARD_MTU - 3 - HEARD_HEAD_BYTES) / HEARD_BYTES) | 0;

/** A page takes what is heard. */
export let isStreaming = false;
/** The page that came first since the start, or since the button was held; empty before. */
let page = "";
let timer = 0;

/** Two bytes in front, so that adverts stand on whole words. */
const out = ROLE_GATE ? new Int32Array(1 + 2 * MOST_HEARD) : undefined!;
const outBytes = ROLE_GATE ? new Uint8Array(out.buffer) : undefined!;
const HEAD = 4 - HEARD_HEAD_BYTES;
/** Words in it that are taken. */
let filled = 1;
let number = 0;

/** Notifies the page. */
let send: (bytes: Uint8Array) => void;

/** The page of that name takes what is heard. False where another one does. */
export function takeStream(name: Uint8Array, notify: typeof send): boolean {
  const other = String(name);
  if (page && page !== other) return false;
  page = other;
  send = notify;
  isStreaming = true;
  filled = 1;
  if (!timer) timer = setInterval(flush, FLUSH_MS);
  return true;
}

export function endStream(): void {
  isStreaming = false;
  if (timer) clearInterval(timer);
  timer = 0;
}

/** The next page to come is the one. */
export function forgetPage(): void {
  page = "";
}

function flush(): void {
  if (filled < 2) return;
  outBytes[HEAD] = number++;
  outBytes[HEAD + 1] = 0;
  if (E.getErrorFlags().includes("FIFO_FULL")) {
    stateWords[LOST_ADVERTS]++;
    outBytes[HEAD + 1] = 1;
  }
  const bytes = new Uint8Array(out.buffer, HEAD, 4 * filled - HEAD);
  filled = 1;
  send(bytes);
}

/** Words of an advert from here on, as the listener has them. */
const WORDS_AT = PHONE_ID_OFFSET - 4;
const HEAD_WORD = (ADVERT_COMPANY_OFFSET - WORDS_AT) >> 2;
const ID_WORD = (ADVERT_ID_OFFSET - WORDS_AT) >> 2;
const TAIL_WORD = ID_WORD + 4;
const COMPANY_WORD = 0x22b5ff0f;
const PHONE_SERVICE_WORD = 4;
const PHONE_SERVICE = 0x4e560303;
/** RSSI at 1 m of a phone at low power, dBm (SPEC.md §3). */
const PHONE_POWER = -66;
const TOKEN_KIND = ADVERT_VERSION << 1;

/** Runs for every advert heard while a page takes them. */
export const hearForPage = ((view: (data: ArrayBuffer, offset: number) => Int32Array, heard: Int32Array) => {
  return (advert: Sighting): void => {
    const words = view(advert.data, WORDS_AT);
    let at = 1;
    let call = HEARD_PHONE;
    let power = PHONE_POWER;
    if (words[HEAD_WORD] === COMPANY_WORD) {
      const tail = words[TAIL_WORD];
      // Of this version, and a token's.
      if (words[TAIL_WORD - 1] !== ADVERT_TAIL_HEAD || tail >>> TAIL_ROLE !== TOKEN_KIND) return;
      at = ID_WORD;
      call = (tail >>> TAIL_LATE) & 3 ? HEARD_TOKEN : HEARD_TAP;
      power = ((tail >>> (TAIL_POWER - 1)) & (2 * POWER_MASK)) + POWER_BASE;
    } else if (
      words[0] !== COMPANY_WORD ||
      words[PHONE_SERVICE_WORD] !== PHONE_SERVICE ||
      advert.data.byteLength !== PHONE_ADVERT_BYTES
    )
      return;
    power += LOSS_OFFSET - advert.rssi;
    // Too far to matter to any gate.
    if (power > MAX_LOSS_CODE) return;
    if (power < 0) power = 0;
    heard[filled] = words[at];
    heard[filled + 1] = (words[at + 1] & 0xffffff) | (power << 24) | (call << (24 + HEARD_CALL));
    filled += 2;
    if (filled > 2 * MOST_HEARD) flush();
  };
})(Int32Array as unknown as (data: ArrayBuffer, offset: number) => Int32Array, out);
