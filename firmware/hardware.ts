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
/** Clears bits; whole words at word addresses only. */
export const writeFlash = flash.write;
export const eraseFlash = flash.erasePage;

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
