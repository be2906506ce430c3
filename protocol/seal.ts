/**
 * The seal of a page (SPEC.md §5): encryption by a SHA-256 keystream that depends on position alone, and a MAC.
 * Page keys form a chain: the next page's key is derived from this one's, which is then zeroed.
 */
import { bytesOf, join, wordsOf, writeInteger } from "./bytes.ts";
import { derive, type HmacKey, hmac, hmacKey, type Sha256 } from "./hash.ts";
import { committedBytes, KEY_BYTES, MAC_BYTES, PAGE_FRAMES } from "./page.ts";

export const BLOCK_BYTES = 32;
export const SLICE_BYTES = 256;

export interface Seal {
  /** Encryption key (32 bytes), then room for the block number (4 bytes): the message whose hash is the keystream. */
  readonly block: Uint8Array;
  readonly macKey: Uint8Array;
}

export function nextPageKey(sha256: Sha256, pageKey: Uint8Array): Uint8Array {
  return derive(sha256, pageKey, "next");
}

/**
 * Page key (32 bytes) of a chain that begins anew at a sequence number, from the token key. The salt, 16 bits that the token
 * draws, makes it another one should a chain begin at that number once more: no keystream serves twice.
 */
export function restartedPageKey(
  sha256: Sha256,
  tokenKey: HmacKey,
  sequence: number,
  salt: number,
): Uint8Array {
  const message = new Uint8Array(13);
  message.set(bytesOf("restart"), 0);
  writeInteger(message, 7, 4, sequence);
  writeInteger(message, 11, 2, salt);
  return hmac(sha256, tokenKey, message);
}

/** The day key (32 bytes) that a restarted chain begins with. */
export function restartedDayKey(sha256: Sha256, pageKey: Uint8Array): Uint8Array {
  return derive(sha256, pageKey, "day");
}

export function sealOf(sha256: Sha256, pageKey: Uint8Array): Seal {
  return {
    block: join(derive(sha256, pageKey, "enc"), new Uint8Array(4)),
    macKey: derive(sha256, pageKey, "mac"),
  };
}

/**
 * Encrypts or decrypts whole words in place. `words` views the content that stands at `pageOffset` (a multiple of 4)
 * in the page. The keystream's block i = SHA-256(encryption key, i as u32) covers page offsets 32i..32i+31.
 * The token gives signed words: it holds large unsigned ones as floats.
 */
export function applySeal(
  sha256: Sha256,
  seal: Seal,
  words: Int32Array | Uint32Array,
  pageOffset: number,
): void {
  let at = pageOffset >> 2;
  for (let i = 0; i < words.length; ) {
    // A page has 128 blocks: the upper three bytes of the number stay zero.
    seal.block[KEY_BYTES] = at >> 3;
    const stream = wordsOf(sha256(seal.block));
    do {
      words[i] = words[i]! ^ stream[at & 7]!;
      i++;
      at++;
    } while (i < words.length && at & 7);
  }
}

/** One link of the MAC's chain: 32 bytes of the last link (first the MAC key) and what comes next. */
export function chainLink(sha256: Sha256, chain: Uint8Array, next: Uint8Array): Uint8Array {
  return sha256(join(chain, next));
}

/** End of the chain: the page MAC (8 bytes), which also binds the used length. */
export function chainMac(sha256: Sha256, seal: Seal, chain: Uint8Array, length: number): Uint8Array {
  const used = new Uint8Array(2);
  used[0] = length;
  used[1] = length >> 8;
  return hmac(sha256, hmacKey(seal.macKey), join(chain, used)).subarray(0, MAC_BYTES);
}

/**
 * MAC (8 bytes) over header, snapshot and sealed frames up to `length` bytes of the page:
 * a keyed chain over slices of 256 bytes, so that the token never holds more than one slice.
 * Key slots, commit, close, MAC and receipt words are not covered.
 */
export function pageMac(sha256: Sha256, seal: Seal, page: Uint8Array, length: number): Uint8Array {
  let chain = chainLink(sha256, seal.macKey, committedBytes(page));
  for (let at = PAGE_FRAMES; at < length; at += SLICE_BYTES)
    chain = chainLink(sha256, chain, page.subarray(at, Math.min(at + SLICE_BYTES, length)));
  return chainMac(sha256, seal, chain, length);
}
