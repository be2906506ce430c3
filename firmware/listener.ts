/**
 * Hears adverts of tokens and phones and passes them to the epoch table.
 *
 * The interpreter's own reader of adverts trusts every length in them: two bytes from anybody, 00 09, end it (Espruino
 * 2v29). So it is left out: setScan starts the radio, and then its internal listener is replaced by ours, which gets an
 * advert's bytes as they came.
 */
import {
  ADVERT_BYTES,
  ADVERT_ID_OFFSET,
  ADVERT_TAIL_HEAD,
  ADVERT_TAIL_OFFSET,
  BLUEZONE_COMPANY,
  BLUEZONE_SERVICE,
  MINUTE_MODULUS,
  TAIL_IN_BURST,
  TAIL_LATE,
  TAIL_POWER,
  TAIL_TRUSTED,
} from "../protocol/advert.ts";
import { readU32, wordsOf } from "../protocol/bytes.ts";
import { aheadBy, CALM_PATIENCE, listensWide, patienceAfter } from "../protocol/clock-steering.ts";
import { CLOCK_TRUSTED } from "../protocol/page.ts";
import { ROLLING_ID_BYTES } from "../protocol/rolling-id.ts";
import { connected } from "./advertiser.ts";
import { envelope, now, steer } from "./clock.ts";
import {
  addEntry,
  findEntry,
  heads,
  LOSS_BIAS,
  minutes,
  ONE_ADVERT,
  peersIn,
  SLOT_MASK,
  slots,
  strongest,
  sums,
} from "./epoch-table.ts";
import { countCrowd, FEW, planBurst, scanWindow, WIDE_MS } from "./schedule.ts";
import { FLAGS, LOST_ADVERTS, state, stateWords } from "./state.ts";
import { minute, takeHint } from "./timekeeper.ts";

/** Without `new` it costs a third less; bytes that are not there give fewer words, or none. */
const wordsFrom = Int32Array as unknown as (data: ArrayBuffer, offset: number) => Int32Array;
/**
 * An advert's words from the head of its company's structure on: head, bytes 0..3 of the ID, 4..7, 8..11, head of the tail,
 * tail. A phone's has no more than four.
 */
const WORDS_AT = ADVERT_ID_OFFSET - 4;
const HEAD_WORD = 0;
const ID_WORD = 1;
const TAIL_HEAD_WORD = 4;
const TAIL_WORD = 5;
/** Length, type and company as the first word. */
const COMPANY_WORD = 0x22b5ff0f;
/** Words 0 and 1 of such an advert: flags, whose value may differ, and service. */
const FLAGS_MASK = ~0x00ff0000;
const FLAGS_WORD = 0x03000102;
const SERVICE_WORD = 0x0f4e5603;
/** An advert of another build, brought into the form of a token's words. */
const heard = new Uint8Array(4 * TAIL_WORD + 4);
const heardWords = wordsOf(heard);
/** The words that `meet` has found the entry for. */
let met: Int32Array;
/** The bit of the minute that adverts are heard in. */
let minuteBit = 0;
/** Bits of the tail, from TAIL_LATE on: rendezvous passed, in a burst, clock trusted. */
const TRUSTED_TALLY = 1 << (TAIL_TRUSTED - TAIL_LATE);
const EARLY = 1 << (TAIL_IN_BURST - TAIL_LATE);
const TALLY_MASK = TRUSTED_TALLY | EARLY | 1;
/** Type and name of the two structures: manufacturer data of Bluezone's, service data of a token's. */
const COMPANY_HEAD = 0xff | (BLUEZONE_COMPANY << 8);
const SERVICE_HEAD = 0x16 | (BLUEZONE_SERVICE << 8);
/** Who is not alone listens wide so much more rarely, for bursts that are not heard beside those that are. */
const COMPANY = BOARD_CLOCK_PPM > 100 ? 8 : 256;
/** In wide listening the receiver is on for one in so many windows. */
const WIDE_DUTY = 8;
/** The first of them as text. */
const COMPANY_TEXT = "\xff\xb5\x22";
/** Where an advert that has not a token's form is looked for: not where `hear` does, which would misread its tail. */
const OTHER_SLOT = 256;
/** Tail that stands for a phone's: RSSI at 1 m of a phone that advertises at low power, nominally -66 dBm. */
const PHONE_TAIL = 17 << TAIL_POWER;

/**
 * Token adverts heard in the running window, by bits of their tails: in a burst or not, rendezvous passed or not, clock
 * trusted or not.
 */
const tally = new Uint16Array(TALLY_MASK + 1);

let listening = false;
let stopTimer = 0;
/** In wide listening: sum of what adverts of bursts say about the time, s ahead of the own clock, and their number. */
let aheadSum: number;
let hints: number;
/** The minute in whose burst that began: its adverts, of which only the last ones come, say nothing. */
let begun: number;
/** How rarely a lost token listens wide (protocol/clock-steering.ts). */
let patience = 1;

/** Listens for a window; wide listening that is under way goes on. */
export function startListening(): void {
  if (!listening) open(hear, 1, 3 * scanWindow, stopListening);
}

function open(reader: typeof hear, duty: number, milliseconds: number, end: () => void): void {
  listening = true;
  NRF.setScan(reader, { window: scanWindow, interval: duty * scanWindow });
  setReader(reader);
  stopTimer = setTimeout(end, milliseconds);
}

/** What setScan has put there, or taken away, is the reader that is left out. */
function setReader(reader: typeof hear): void {
  global["#onblescan"] = reader;
}

export function stopListening(): void {
  if (!listening) return;
  listening = false;
  clearTimeout(stopTimer);
  NRF.setScan();
  // For what still waits in the queue.
  setReader(hear);
}

function endWide(): void {
  stopListening();
  if (!hints) return;
  // Who is not trusted need not look for another one.
  patience = CALM_PATIENCE;
  takeHint(aheadSum / hints);
}

/**
 * At the end of a burst: what its window has brought, how crowded it is, whether the clock is right, and whether to
 * listen for longer. A trusted clock is told by trusted ones alone.
 */
export function judgeWindow(): void {
  const trusted = state[FLAGS] & CLOCK_TRUSTED;
  const early = tally[EARLY + TRUSTED_TALLY] + (trusted ? 0 : tally[EARLY]);
  const late = tally[EARLY + TRUSTED_TALLY + 1] + (trusted ? 0 : tally[EARLY + 1]);
  const stranger = tally[TRUSTED_TALLY + 1] + (trusted ? 0 : tally[1]) > 0;
  const dropped = E.getErrorFlags().includes("FIFO_FULL");
  if (dropped) stateWords[LOST_ADVERTS]++;
  tally.fill(0);
  // Wide listening hears more than a window's.
  if (listening) return;
  countCrowd(peersIn(minuteBit, FEW), dropped);
  if (steer(early, late, minute)) patience = CALM_PATIENCE;
  planBurst(early + late);
  // Those that one is in step with may have been apart from others for long.
  if (
    (stranger || !(early + late)) &&
    !connected &&
    listensWide(early + late ? COMPANY * patience : patience, stranger, !trusted, Math.random())
  ) {
    patience = patienceAfter(patience, stranger);
    hints = aheadSum = 0;
    begun = minute;
    open(hearWide, WIDE_DUTY, WIDE_MS, endWide);
  }
}

/** Minute 0..14 of the epoch that adverts belong to from now on. */
export function setMinute(minute: number): void {
  minuteBit = 1 << minute;
}

/** The entry for an advert of another form than usual, or 0. */
function meetOther(data: ArrayBuffer): number {
  const id = readOther(new Uint8Array(data));
  if (!id) return 0;
  met = heardWords;
  return findEntry(id, id ^ OTHER_SLOT) || addEntry(id, met[ID_WORD + 1]);
}

/** The entry for an advert that looks like a token's or a phone's; its form is looked at when the entry is made. */
function meetUsual(data: ArrayBuffer, words: Int32Array): number {
  const id = words[ID_WORD];
  met = words;
  const entry = findEntry(id, id);
  if (entry) return entry;
  const start = wordsFrom(data, 0);
  if (
    (start[0] & FLAGS_MASK) === FLAGS_WORD &&
    start[1] === SERVICE_WORD &&
    // 23 or 31 bytes.
    (data.byteLength | 8) === ADVERT_BYTES &&
    (words[TAIL_HEAD_WORD] || ADVERT_TAIL_HEAD) === ADVERT_TAIL_HEAD
  )
    return addEntry(id, words[ID_WORD + 1]);
  return meetOther(data);
}

/**
 * The entry for an advert that `hear` does not know; 0 for one that is not Bluezone's, is ill-formed or finds no room.
 * Most are of things that have nothing to do with it: they find out by few and short words, for the interpreter also
 * reads what it leaves out.
 */
const meet = ((text: typeof E.toString, usual: typeof meetUsual, other: typeof meetOther) => {
  return (data: ArrayBuffer, words: Int32Array): number =>
    words[HEAD_WORD] === COMPANY_WORD
      ? usual(data, words)
      : text(data)!.indexOf(COMPANY_TEXT) < 0
        ? 0
        : other(data);
})(E.toString, meetUsual, meetOther);

/**
 * Runs for every advert heard, so every name costs: the interpreter looks for it in one list after the other. What
 * stands in the function's own surroundings is found before the program's two hundred names; and what comes in from
 * there is not put in its place by the build, where the interpreter would have to skip its text for each advert. An advert that has the
 * ID of a known peer where a token's advert has it is taken for that peer's: whether it is well-formed was asked when
 * the entry was made, and who knows the ID can send a well-formed one, too.
 */
const hear = ((
  view: typeof wordsFrom,
  entryAt: Uint8Array | Uint16Array,
  known: Int32Array,
  totals: Int32Array,
  smallest: Int32Array,
  present: Uint16Array,
  counted: Uint16Array,
  meetNew: typeof meet,
) => {
  return (advert: Sighting): void => {
    let words = view(advert.data, WORDS_AT);
    let entry = entryAt[words[ID_WORD] & SLOT_MASK];
    if (known[entry] !== words[ID_WORD]) {
      entry = meetNew(advert.data, words);
      if (!entry) return;
      words = met;
    }
    const tail = words[TAIL_WORD] || PHONE_TAIL;
    // One advert more, with its loss (2P - 100) - RSSI.
    const one = ((tail >>> (TAIL_POWER - 1)) & 62) + (ONE_ADVERT + LOSS_BIAS - 100) - advert.rssi;
    totals[entry] += one;
    if (smallest[entry] > one) smallest[entry] = one;
    present[entry] |= minuteBit;
    counted[(tail >>> TAIL_LATE) & TALLY_MASK]++;
  };
})(wordsFrom, slots, heads, sums, strongest, minutes, tally, meet);

/**
 * The same in wide listening; the adverts of a burst tell the time, their mean that of its middle, and the mean of all that
 * where all can meet. Who is trusted believes trusted peers alone, and nothing that two such clocks cannot differ by; who
 * is not, untrusted ones where they say that it is later.
 */
function hearWide(advert: Sighting): void {
  hear(advert);
  const words = wordsFrom(advert.data, ADVERT_TAIL_OFFSET - 4);
  if (
    words[0] !== ADVERT_TAIL_HEAD ||
    !(words[1] & (1 << TAIL_IN_BURST)) ||
    !((words[1] ^ begun) & (MINUTE_MODULUS - 1))
  )
    return;
  const ahead = aheadBy(words[1], now());
  const believed =
    words[1] & (1 << TAIL_TRUSTED)
      ? !(state[FLAGS] & CLOCK_TRUSTED) || Math.abs(ahead) < 2 * envelope()
      : !(state[FLAGS] & CLOCK_TRUSTED) && ahead > 0;
  if (believed) {
    aheadSum += ahead;
    hints++;
  }
}

/**
 * Reads an advert of any build, as protocol/advert.ts does (decodeAdvert), and puts rolling ID and tail into `heard`.
 * Bytes 0..3 of the ID, or 0 when it is not Bluezone's or ill-formed.
 */
function readOther(bytes: Uint8Array): number {
  let id = 0;
  let tail = 0;
  let end: number;
  for (let at = 0; bytes[at]; at = end) {
    const length = bytes[at];
    end = at + 1 + length;
    if (end > bytes.length) return 0;
    // Length, type, company or service in one word.
    const head = readU32(bytes, at) >>> 8;
    if (head === COMPANY_HEAD) {
      if (id || length !== 3 + ROLLING_ID_BYTES) return 0;
      id = at + 4;
    } else if (head === SERVICE_HEAD) {
      if (tail || length !== 7) return 0;
      tail = at + 4;
    }
  }
  if (!id) return 0;
  heard.set(bytes.subarray(id, id + ROLLING_ID_BYTES), 4 * ID_WORD);
  heardWords[TAIL_WORD] = PHONE_TAIL;
  if (tail) heard.set(bytes.subarray(tail, tail + 4), 4 * TAIL_WORD);
  return heardWords[ID_WORD];
}
