import crypto from "node:crypto";

/** Node 20.12 and newer hash in one call, without an object that has to be collected. */
const inOneCall = crypto.hash as typeof crypto.hash | undefined;

/** SHA-256 for the protocol's functions, from node:crypto. */
export function sha256(message: Uint8Array): Uint8Array {
  const digest = inOneCall
    ? inOneCall("sha256", message, "buffer")
    : crypto.createHash("sha256").update(message).digest();
  // A copy: digests may lie anywhere in a pool, and the protocol wants 32 bytes at the start of a buffer.
  return new Uint8Array(digest);
}
