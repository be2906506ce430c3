/** What the program takes from the interpreter, in the shapes that protocol/ wants. */
const crypto = require("crypto");
const flash = require("Flash");

/** FIPS 180-4, native; 32 bytes at the start of a buffer of their own. */
export function sha256(message: Uint8Array): Uint8Array {
  return new Uint8Array(crypto.SHA256(message));
}

/** Native, unsigned. */
export const crc32: (message: Uint8Array) => number = E.CRC32;

/** A copy of flash at an absolute address. */
export const readFlash = flash.read;

/** The radio comes first: a write or an erase may fail beside it, silently or with an error, and is done again so often. */
const MOST_TRIES = 5;
const SLICE_BYTES = 256;
/** CRC-32 of so many blank bytes. */
const BLANK_SLICE = 0xfea8a821;

/** Clears bits and looks whether they are; whole words at word addresses only. What was written already may be written again. */
export function writeFlash(bytes: Uint8Array, address: number): void {
  let tries = MOST_TRIES;
  do {
    try {
      flash.write(bytes, address);
    } catch {}
  } while (--tries && crc32(readFlash(bytes.length, address)) !== crc32(bytes));
}

/** Erases a page and looks whether it is blank. */
export function eraseFlash(address: number): void {
  let at: number;
  let tries = MOST_TRIES;
  do {
    try {
      flash.erasePage(address);
    } catch {}
    at = BOARD_PAGE_BYTES;
    while (at && crc32(readFlash(SLICE_BYTES, address + at - SLICE_BYTES)) === BLANK_SLICE) at -= SLICE_BYTES;
  } while (--tries && at);
}

/** Bytes of numbers, strings and arrays, one behind the other; native, and shorter to call by its own name. */
export const pack = E.toUint8Array;

/**
 * Why the chip started, a bit each, all starts since the battery was put in: 1 reset pin, 2 watchdog, 4 program, 8 processor
 * locked up (nRF52 POWER.RESETREAS; the radio's stack lets its registers be read, not written).
 */
export function resetCause(): number {
  return peek32(0x40000400) & 255;
}

/** Integers as bytes, little endian. */
export function bytesOfWords(words: readonly number[]): Uint8Array {
  return new Uint8Array(new Int32Array(words).buffer);
}
