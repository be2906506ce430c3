/** A gate hands what it hears to a page, as long as that is connected (SPEC.md §10). */
import {
  ADVERT_VERSION,
  PHONE_ADVERT_BYTES,
  POWER_BASE,
  POWER_MASK,
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
import {
  COMPANY_WORD,
  HEAD_WORD,
  KEY_WORD,
  NO_TAP,
  PHONE_HEAD_WORD,
  PHONE_ID_WORD,
  PHONE_POWER,
  PHONE_SERVICE_WORD,
  SERVICE,
  TAIL_WORD,
  WORDS_AT,
} from "./advert-words.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** Time between notifications, ms. The stack's queue holds one on the boards with long ones, until the next connection event. */
const PACE_MS = BOARD_MTU > 53 ? 31 : 20;
const MOST_WORDS = (2 * ((BOARD_MTU - 3 - HEARD_HEAD_BYTES) / HEARD_BYTES)) & -2;
/** Adverts that wait, as words: twice what the interpreter's queue holds. */
const ROOM = 2 * 44;

/** A page takes what is heard. */
export let isStreaming = false;
/** The page that came first since the start, or since the button was held; empty before. */
let page = "";
let timer = 0;

/** Adverts that wait, and a word in front of them. */
const out = ROLE_GATE ? new Int32Array(1 + ROOM) : undefined!;
const outBytes = ROLE_GATE ? new Uint8Array(out.buffer) : undefined!;
/** The word behind the last advert that waits, and that of the first. */
const ends = ROLE_GATE ? new Uint8Array(2) : undefined!;
const END = 0;
const FIRST = 1;
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
  ends.fill(1);
  if (!timer) timer = setInterval(flush, PACE_MS);
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

/** One notification. Its head takes the place of the last bytes before it, which are gone. */
function flush(): void {
  const first = ends[FIRST];
  const words = Math.min(MOST_WORDS, ends[END] - first);
  if (!words) return;
  const at = 4 * first - HEARD_HEAD_BYTES;
  outBytes[at] = number++;
  outBytes[at + 1] = 0;
  // To ask each time would cost more than an advert.
  if (ends[END] > ROOM || (!(number & 7) && E.getErrorFlags().includes("FIFO_FULL"))) {
    stateWords[LOST_ADVERTS]++;
    outBytes[at + 1] = 1;
  }
  ends[FIRST] += words;
  if (ends[FIRST] === ends[END]) ends.fill(1);
  send(new Uint8Array(out.buffer, at, HEARD_HEAD_BYTES + 4 * words));
}

const TOKEN_KIND = ADVERT_VERSION << 1;
const CALL = 24 + HEARD_CALL;
/** A rolling ID's fifth byte to its seventh, in its second word. */
const REST = 0xffffff;

/** The same set at the start, as the listener does (listener.ts). */
let told: typeof tellPhone;
export function startTelling(): void {
  told = tellPhone;
}

function tellPhone(advert: Sighting, words: Int32Array): void {
  const loss = PHONE_POWER + LOSS_OFFSET - advert.rssi;
  if (
    words[PHONE_SERVICE_WORD] !== SERVICE ||
    advert.data.byteLength !== PHONE_ADVERT_BYTES ||
    loss > MAX_LOSS_CODE ||
    ends[END] > ROOM
  )
    return;
  out[ends[END]] = words[PHONE_ID_WORD];
  out[ends[END] + 1] =
    (words[PHONE_ID_WORD + 1] & REST) | ((loss < 0 ? 0 : loss) << 24) | (HEARD_PHONE << CALL);
  ends[END] += 2;
}

/** Runs for every advert heard while a page takes them: what the function brings along itself is found soonest. */
export const hearForPage = ((
  view: (data: ArrayBuffer, offset: number) => Int32Array,
  heard: Int32Array,
  range: Uint8Array,
) => {
  return (advert: Sighting): void => {
    const words = view(advert.data, WORDS_AT);
    if (words[HEAD_WORD] !== COMPANY_WORD) {
      if (words[PHONE_HEAD_WORD] === COMPANY_WORD) told(advert, words);
      return;
    }
    const tail = words[TAIL_WORD];
    const loss = ((tail >>> (TAIL_POWER - 1)) & (2 * POWER_MASK)) + (POWER_BASE + LOSS_OFFSET) - advert.rssi;
    const end = range[END];
    // A token's, of this version, not too far to matter to any gate, and there is room.
    if (tail >>> TAIL_ROLE !== TOKEN_KIND || loss > MAX_LOSS_CODE || end > ROOM) return;
    heard[end] = words[KEY_WORD];
    heard[end + 1] =
      (words[KEY_WORD + 1] & REST) |
      ((loss < 0 ? 0 : loss) << 24) |
      (tail & NO_TAP ? HEARD_TOKEN << CALL : HEARD_TAP << CALL);
    range[END] = end + 2;
  };
})(Int32Array as unknown as (data: ArrayBuffer, offset: number) => Int32Array, out, ends);
