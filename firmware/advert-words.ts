/**
 * An advert's words from where a phone has the head of its company's structure (SPEC.md §1, layouts). A token has its own a word
 * later, and in both layouts four bytes of the ID stand at KEY_WORD: by them a peer is known.
 */
import {
  ADVERT_COMPANY_OFFSET,
  ADVERT_ID_OFFSET,
  PHONE_ID_OFFSET,
  TAIL_IN_BURST,
  TAIL_LATE,
} from "../protocol/advert.ts";

export const WORDS_AT = PHONE_ID_OFFSET - 4;
export const PHONE_HEAD_WORD = 0;
export const HEAD_WORD = (ADVERT_COMPANY_OFFSET - WORDS_AT) >> 2;
export const KEY_WORD = (ADVERT_ID_OFFSET - WORDS_AT) >> 2;
/** The first bytes of a phone's ID. */
export const PHONE_ID_WORD = PHONE_HEAD_WORD + 1;
export const TAIL_HEAD_WORD = KEY_WORD + 3;
export const TAIL_WORD = KEY_WORD + 4;
/** A structure of services stands before a token's and behind a phone's. */
export const SERVICE_WORD = 0;
export const PHONE_SERVICE_WORD = 4;
/** Heads of the structures: of the services, with the one that it is; of the company's. */
export const SERVICE = 0x4e560303;
export const COMPANY_WORD = 0x22b5ff0f;
/** Neither of these bits of a tail: a tap. */
export const NO_TAP = (1 << TAIL_LATE) | (1 << TAIL_IN_BURST);
/** RSSI at 1 m of a phone that advertises at low power, nominally, dBm (SPEC.md §3). */
export const PHONE_POWER = -66;

/** Without `new` it costs a third less; bytes that are not there give fewer words, or none. */
export const wordsFrom = Int32Array as unknown as (data: ArrayBuffer, offset: number) => Int32Array;
