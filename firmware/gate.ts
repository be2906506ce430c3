/** What a gate does about taps: it names those who have tapped in adverts of its own (SPEC.md §1, gates). */
import { ADVERT_ID_OFFSET } from "../protocol/advert.ts";
import { readI32 } from "../protocol/bytes.ts";
import { encodeAnswer, MOST_TAGS, TAG_BYTES, TAGS_OFFSET } from "../protocol/gate-advert.ts";
import { setAnswer } from "./advertiser.ts";
import { bytesOfWords } from "./hardware.ts";
import { currentEpoch } from "./moment.ts";

/** An answer is sent for so long behind the last advert of a tap: the tap lasts 2 s, the ear for the answer 300 ms. */
const ANSWERING_MS = 2500;

/** What they who are being answered are known by. */
let keys: number[] = [];
let answer: Uint8Array | undefined;
/** The place in the answer that is given next. */
let place = 0;
let timer = 0;

/** An advert of a tap, whose rolling ID has that key. */
export function heardTap(key: number, data: ArrayBuffer): void {
  answerTo(key, new Uint8Array(data, ADVERT_ID_OFFSET, TAG_BYTES));
}

/** The page has written down a tap, whose rolling ID begins with that tag; the message is its own again behind it. */
export function answerFor(tag: Uint8Array): void {
  answerTo(readI32(tag, 0), tag);
}

function answerTo(key: number, tag: Uint8Array): void {
  if (timer) clearTimeout(timer);
  timer = setTimeout(endAnswers, ANSWERING_MS);
  if (keys.indexOf(key) >= 0) return;
  if (!answer) {
    const words: number[] = [];
    for (let i = 0; i < 6; i++) words.push(E.hwRand());
    answer = encodeAnswer(currentEpoch, [], bytesOfWords(words));
  }
  keys[place] = key;
  answer.set(tag, TAGS_OFFSET + place * TAG_BYTES);
  place = (place + 1) % MOST_TAGS;
  setAnswer(answer);
}

function endAnswers(): void {
  timer = 0;
  keys = [];
  answer = undefined;
  setAnswer(answer);
}
