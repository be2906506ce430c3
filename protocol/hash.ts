import { bytesOf, join, wordsOf } from "./bytes.ts";

/**
 * SHA-256, supplied by whoever runs the protocol (crypto.SHA256 on the token, node:crypto on the server):
 * any bytes in, 32 bytes out, at the start of a buffer of their own.
 */
export type Sha256 = (message: Uint8Array) => Uint8Array;

/** CRC-32 as zlib and Espruino's E.CRC32 compute it, unsigned. */
export type Crc32 = (message: Uint8Array) => number;

/** SHA-256 of a key (32 bytes) and a label in ASCII: how keys come from keys. */
export function derive(sha256: Sha256, key: Uint8Array, label: string): Uint8Array {
  return sha256(join(key, bytesOf(label)));
}

/** A 32-byte HMAC key made ready: the inner block (64 bytes), then the outer (64 bytes). */
export type HmacKey = Uint8Array;

/** RFC 2104 for keys of 32 bytes. XOR goes by words: on the token a byte costs as much as a word. */
export function hmacKey(key: Uint8Array): HmacKey {
  const pads = new Uint8Array(128);
  pads.set(key, 0);
  pads.set(key, 64);
  const words = wordsOf(pads);
  for (let i = 0; i < 16; i++) {
    words[i] = words[i]! ^ 0x36363636;
    words[i + 16] = words[i + 16]! ^ 0x5c5c5c5c;
  }
  return pads;
}

/** HMAC-SHA-256 (RFC 2104): 32 bytes. */
export function hmac(sha256: Sha256, key: HmacKey, message: Uint8Array): Uint8Array {
  return sha256(join(key.subarray(64), sha256(join(key.subarray(0, 64), message))));
}
