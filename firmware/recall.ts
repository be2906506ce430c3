/**
 * How the token is called (SPEC.md §11). A call is one number: the epoch in which it was heard, and above it the word. It lives in RAM and,
 * sealed, in the log; the page's snapshot, which everybody near a sync can read, has nothing of it.
 */
import { EPOCH_SECONDS, EPOCHS_PER_DAY } from "../protocol/epoch.ts";
import { RECALL, RECALL_EPOCH_MASK, RECALL_WORD_SHIFT } from "../protocol/frame.ts";
import {
  GATE_ADVERT_BYTES,
  KIND_OFFSET,
  KIND_RECALL,
  TAG_BYTES,
  TAGS_OFFSET,
} from "../protocol/gate-advert.ts";
import { hmac } from "../protocol/hash.ts";
import { RECALL_LABEL } from "../protocol/recall.ts";
import { wordsFrom } from "./advert-words.ts";
import { writeTyped } from "./flash-log.ts";
import { pack, sha256 } from "./hardware.ts";
import { readyTokenKey } from "./identity.ts";
import { currentEpoch } from "./moment.ts";
import { lastEpoch, sequence } from "./open-page.ts";
import { ANCHOR, stateWords } from "./state.ts";

/** A call holds for so many epochs, and who was not synced for so many is asked to come, too. */
const CALL_EPOCHS = 7 * EPOCHS_PER_DAY;
const SYNC_EPOCHS = 8 * EPOCHS_PER_DAY;
const WORDS = 4;
/** Where the last four bytes of a tag begin. */
const END = TAG_BYTES - 4;

/** The tags of the running epoch: the last four bytes of each, and then the first four; the middle one of the seven stands in both. */
const tags = new Int32Array(2 * WORDS);
/** The uppermost word that was heard in this epoch: those below it say nothing any more. */
let least: number;
/** The word that was heard last and its epoch: none holds where it is withdrawn, or 0. */
let call = 0;
/** The page that has it; -1 for none. */
let written: number;
/** Epoch of the last sync. */
let synced = 0;

/** Once an epoch. The key does not stay in RAM. */
export function reckonTags(): void {
  // Of a number the low byte is taken.
  const message = pack(RECALL_LABEL, currentEpoch, currentEpoch >> 8, currentEpoch >> 16);
  const mac = hmac(sha256, readyTokenKey(), message).buffer;
  least = WORDS;
  for (let word = WORDS; word--; ) {
    const at = word * TAG_BYTES;
    tags[word] = wordsFrom(mac, at + END)[0];
    tags[WORDS + word] = wordsFrom(mac, at)[0];
  }
}

/** For what begins as an answer or a recall and is no peer's: most of it is of others. */
export function hearRecall(data: ArrayBuffer): void {
  if (
    data.byteLength !== GATE_ADVERT_BYTES ||
    (wordsFrom(data, KIND_OFFSET)[0] & 0xffffff) !== (KIND_RECALL | ((currentEpoch & 0xffff) << 8))
  )
    return;
  for (let at = TAGS_OFFSET; at < GATE_ADVERT_BYTES; at += TAG_BYTES) {
    const word = tags.indexOf(wordsFrom(data, at + END)[0]);
    if (word >= 0 && word < least && wordsFrom(data, at)[0] === tags[WORDS + word]) {
      least = word;
      const holds = call >> RECALL_WORD_SHIFT;
      if (word !== holds && word < (holds || WORDS)) {
        call = currentEpoch | (word << RECALL_WORD_SHIFT);
        written = -1;
      }
    }
  }
}

/** At the end of a burst. Each page has what was heard last: a start reads the open one alone. */
export function keepCall(): void {
  if (!call || written === sequence) return;
  writeTyped(currentEpoch, 1, RECALL | (call << 8), 0, 0, 0);
  written = sequence;
}

/** What a start finds in the open page; it stands there once more from then on. */
export function findCall(found: number): void {
  call = found;
}

/** A station has shown its ticket. */
export function endCall(epoch: number): void {
  call = 0;
  synced = epoch;
}

export function setSynced(epoch: number): void {
  synced = epoch;
}

/** After the log was read. Who never had the time from the server counts from its start. */
export function findSync(): void {
  synced = Math.max(synced, (stateWords[ANCHOR] / EPOCH_SECONDS) | 0) || lastEpoch;
}

/** Called, or long not synced: the light does not say which. */
export function isAskedFor(): number | boolean {
  return (
    currentEpoch - synced >= SYNC_EPOCHS ||
    (call >> RECALL_WORD_SHIFT && currentEpoch - (call & RECALL_EPOCH_MASK) < CALL_EPOCHS)
  );
}
