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
  MINUTE_MODULUS,
  PHONE_ADVERT_BYTES,
  POWER_BASE,
  POWER_MASK,
  TAIL_IN_BURST,
  TAIL_LATE,
  TAIL_POWER,
  TAIL_ROLE,
} from "../protocol/advert.ts";
import { aheadBy } from "../protocol/clock-steering.ts";
import {
  GATE_ADVERT_BYTES,
  GATE_ADVERT_WORD,
  GATE_ADVERT_WORD_OFFSET,
  KIND_ANSWER,
  TAG_BYTES,
  TAGS_OFFSET,
} from "../protocol/gate-advert.ts";
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
  SERVICE_WORD,
  TAIL_HEAD_WORD,
  TAIL_WORD,
  WORDS_AT,
  wordsFrom,
} from "./advert-words.ts";
import { advertBuffer } from "./advertiser.ts";
import { believes, company, now, setCompany, TALLY_MASK } from "./clock.ts";
import {
  addEntry,
  entries,
  FEW_ENTRIES,
  findEntry,
  keys,
  LOSS_BIAS,
  minutes,
  ONE_ADVERT,
  peersIn,
  SLOT_MASK,
  slots,
  strongest,
  sums,
} from "./epoch-table.ts";
import { heardTap } from "./gate.ts";
import { hearForPage, isStreaming, startTelling } from "./gate-stream.ts";
import { blink, GREEN } from "./led.ts";
import { currentEpoch, minute } from "./moment.ts";
import { hearRecall } from "./recall.ts";
import { ANSWER_MS, countCrowd, FEW, scanWindow, WIDE_MS } from "./schedule.ts";
import { LOST_ADVERTS, stateWords } from "./state.ts";

/** Head of the structure of flags: length and type. */
const FLAGS_HEAD = 0x0102;
/** Loss of an advert from whom it is worth to take the table's last places, dB. */
const NEAR_LOSS = 20;
/** The bit of the minute that adverts are heard in. */
let minuteBit = 0;
/** What a burst's advert of a token has of these bits, and a gate's has not. */
const BURST = 1 << TAIL_IN_BURST;
const BURST_MASK = BURST | (1 << TAIL_ROLE);
/** In wide listening the receiver is on for one in so many windows. */
const WIDE_DUTY = 8;
/** The gate's answer: the light is green for so long, ms. */
const ANSWER_BLINK_MS = 500;
/** Tail that stands for a phone's. */
const PHONE_TAIL = (((PHONE_POWER - POWER_BASE) / 2) << TAIL_POWER) | (ROLE_GATE ? 1 << TAIL_LATE : 0);
/** A gate is so long on each advertising channel, ms. */
const GATE_WINDOW_MS = 100;

/**
 * Tokens heard in the running minute, by bits of the first advert's tail: in a burst or not, rendezvous passed or not, clock
 * trusted or not. Who sends more than others has no more of a say.
 */
export const tally = new Uint8Array(TALLY_MASK + 1);

/** 0; 1 with the receiver always on; WIDE_DUTY in wide listening. */
let listening = 0;
let stopTimer = 0;
/** In wide listening: sum of what adverts of bursts say about the time, s ahead of the own clock, and their number. */
export let aheadSum: number;
export let hints: number;
/** The minute in whose burst that began: its adverts, of which only the last ones come, say nothing. */
let begun: number;

/** Listens for so many ms; wide listening that is under way goes on. */
export function listenFor(milliseconds: number): void {
  if (!listening) open(hear, 1, milliseconds, stopListening);
}

/**
 * A gate listens all the time. It is to be called again each minute: a new address, a station and a radio that refused have ended it.
 */
export function listenOn(): void {
  const reader = isStreaming ? hearForPage : hear;
  listening = 1;
  NRF.setScan(reader, { window: GATE_WINDOW_MS, interval: GATE_WINDOW_MS });
  setReader(reader);
}

/** First the end, should the radio refuse: it is listening once it listens. */
function open(reader: typeof hear, duty: number, milliseconds: number, end: () => void): void {
  stopTimer = setTimeout(end, milliseconds);
  listening = duty;
  NRF.setScan(reader, { window: scanWindow, interval: duty * scanWindow });
  setReader(reader);
}

/** What setScan has put there, or taken away, is the reader that is left out. */
function setReader(reader: typeof hear): void {
  global["#onblescan"] = reader;
}

export function stopListening(): void {
  if (!listening) return;
  listening = 0;
  clearTimeout(stopTimer);
  NRF.setScan();
  // For what still waits in the queue.
  setReader(hear);
}

/** Listens for a gate's answer to a tap, in place of a window that is under way; wide listening goes on. */
export function listenForAnswer(): void {
  if (listening > 1) return;
  stopListening();
  open(hearAnswer, 1, ANSWER_MS, stopListening);
}

/** At the end of a burst: how crowded its window was. False in wide listening, which hears more than a window's. */
export function countWindow(): boolean {
  if (entries || !company) setCompany(minute);
  const dropped = E.getErrorFlags().includes("FIFO_FULL");
  if (dropped) stateWords[LOST_ADVERTS]++;
  if (listening) return false;
  countCrowd(peersIn(minuteBit, FEW), dropped);
  return true;
}

/** Wide listening begins; what it has brought is in `aheadSum` and `hints` when `end` is called. */
export function listenWide(end: () => void): void {
  hints = aheadSum = 0;
  begun = minute;
  open(hearWide, WIDE_DUTY, WIDE_MS, end);
}

/** Adverts belong to that minute of the epoch, 0..14, from now on. */
export function hearIn(minuteOfEpoch: number): void {
  minuteBit = 1 << (minuteOfEpoch & 15);
}

/**
 * The entry for an advert whose company is Bluezone's: a peer's whose slot is another one's, or a new one's. 0 for a gate's, and for
 * one that is not built as a token's or a phone's. A recall is looked at, and nobody's.
 */
function meetUsual(advert: Sighting, words: Int32Array): number {
  const data = advert.data;
  if (!ROLE_GATE && words[PHONE_HEAD_WORD] === GATE_ADVERT_WORD) {
    recall(data);
    return 0;
  }
  const key = words[KEY_WORD];
  const entry = findEntry(key);
  if (entry) return entry;
  const isPhone = words[PHONE_HEAD_WORD] === COMPANY_WORD;
  if (
    (wordsFrom(data, 0)[0] & 0xffff) !== FLAGS_HEAD ||
    words[isPhone ? PHONE_SERVICE_WORD : SERVICE_WORD] !== SERVICE ||
    data.byteLength !== (isPhone ? PHONE_ADVERT_BYTES : ADVERT_BYTES) ||
    (!isPhone && (words[TAIL_HEAD_WORD] !== ADVERT_TAIL_HEAD || words[TAIL_WORD] & (1 << TAIL_ROLE)))
  )
    return 0;
  // A table that fills up is for those who are near.
  if (
    entries > FEW_ENTRIES &&
    ((words[TAIL_WORD] >>> (TAIL_POWER - 1)) & (2 * POWER_MASK)) + POWER_BASE - advert.rssi > NEAR_LOSS
  ) {
    stateWords[LOST_ADVERTS]++;
    return 0;
  }
  return addEntry(key, words[isPhone ? PHONE_ID_WORD : KEY_WORD + 1], isPhone);
}

/**
 * The same, set at the start: so the build does not put it into `hear`, where the interpreter would have to skip its text for
 * each advert.
 */
let meet: typeof meetUsual;
let answer: typeof heardTap;
let recall: typeof hearRecall;

export function startHearing(): void {
  meet = meetUsual;
  if (ROLE_GATE) {
    answer = heardTap;
    startTelling();
  } else recall = hearRecall;
}

/**
 * Runs for every advert heard, so every name costs: the interpreter looks for it in one list after the other. What stands in the
 * function's own surroundings is found before the program's two hundred names. Most adverts are of things that have nothing to do
 * with it, and show it by two words. An advert that has the key of a known peer is taken for that peer's: whether it is well-formed
 * was asked when the entry was made, and who knows the ID can send a well-formed one, too.
 */
const hear = ((
  view: typeof wordsFrom,
  entryAt: Uint8Array | Uint16Array,
  known: Int32Array,
  totals: Int32Array,
  smallest: Uint8Array,
  present: Uint16Array,
  counted: Uint8Array,
) => {
  return (advert: Sighting): void => {
    const words = view(advert.data, WORDS_AT);
    // What is not there takes long to find out. Of a token's advert the rest is passed over, as one block.
    let tail: number;
    if (words[HEAD_WORD] === COMPANY_WORD) tail = words[TAIL_WORD];
    else {
      // A phone's, or what gates send.
      if (words[PHONE_HEAD_WORD] >> 8 !== COMPANY_WORD >> 8) return;
      tail = PHONE_TAIL;
    }
    let entry = entryAt[words[KEY_WORD] & SLOT_MASK];
    if (known[entry] !== words[KEY_WORD]) {
      entry = meet(advert, words);
      if (!entry) return;
    }
    if (ROLE_GATE && !(tail & NO_TAP)) answer(words[KEY_WORD], advert.data);
    const loss = ((tail >>> (TAIL_POWER - 1)) & (2 * POWER_MASK)) + (LOSS_BIAS + POWER_BASE) - advert.rssi;
    totals[entry] += ONE_ADVERT + loss;
    if (smallest[entry] > loss) smallest[entry] = loss;
    if (present[entry] & minuteBit) return;
    present[entry] |= minuteBit;
    counted[(tail >>> TAIL_LATE) & TALLY_MASK]++;
  };
})(wordsFrom, slots, keys, sums, strongest, minutes, tally);

/** The same in wide listening; the adverts of a burst tell the time, their mean that of its middle, and the mean of all that where all can meet. */
function hearWide(advert: Sighting): void {
  hear(advert);
  const words = wordsFrom(advert.data, ADVERT_TAIL_OFFSET - 4);
  if (
    words[0] !== ADVERT_TAIL_HEAD ||
    (words[1] & BURST_MASK) !== BURST ||
    !((words[1] ^ begun) & (MINUTE_MODULUS - 1))
  )
    return;
  const ahead = aheadBy(words[1], now());
  if (believes(words[1], ahead)) {
    aheadSum += ahead;
    hints++;
  }
}

/**
 * The same behind a tap: an answer that names the own rolling ID turns the light green, once. A tag ends on a byte where a word ends that
 * begins one byte before the tag; so does the own ID in its advert, and what stands in front of both is shifted out.
 */
function hearAnswer(advert: Sighting): void {
  hear(advert);
  const data = advert.data;
  const words = wordsFrom(data, GATE_ADVERT_WORD_OFFSET);
  if (
    words[0] !== GATE_ADVERT_WORD ||
    (words[1] & 0xffffff) !== (KIND_ANSWER | ((currentEpoch & 0xffff) << 8))
  )
    return;
  const own = wordsFrom(advertBuffer, ADVERT_ID_OFFSET);
  for (let at = TAGS_OFFSET - 1; at < GATE_ADVERT_BYTES - 1; at += TAG_BYTES) {
    const tag = wordsFrom(data, at);
    if (!((tag[0] ^ own[0]) >>> 8) && tag[1] === own[1]) {
      stopListening();
      blink(GREEN, ANSWER_BLINK_MS);
      return;
    }
  }
}
