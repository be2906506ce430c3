import { createHash } from "node:crypto";

/** SHA-256 for the protocol's functions, from node:crypto. */
export function sha256(message: Uint8Array): Uint8Array {
  // A copy: digests may lie anywhere in a pool, and the protocol wants 32 bytes at the start of a buffer.
  return new Uint8Array(createHash("sha256").update(message).digest());
}
