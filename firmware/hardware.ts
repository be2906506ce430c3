/** What the program takes from the interpreter, in the shapes that protocol/ wants. */
const crypto = require("crypto");
export const flash = require("Flash");

/** FIPS 180-4, native; 32 bytes at the start of a buffer of their own. */
export function sha256(message: Uint8Array): Uint8Array {
  return new Uint8Array(crypto.SHA256(message));
}

export const crc32 = (message: Uint8Array): number => E.CRC32(message);

/** Integers as bytes, little endian. */
export function bytesOfWords(words: readonly number[]): Uint8Array {
  return new Uint8Array(new Int32Array(words).buffer);
}
