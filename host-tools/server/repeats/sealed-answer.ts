/**
 * What is kept of a request that was done. The key of a request is a random word of who asks: it is not kept, but its hash, and
 * what was asked and answered stands under keys that follow from it. Only who brings it again can have that read.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** By which a request's key is found again: 64 hex digits. */
export function keyHash(key: string): string {
  return createHash("sha256").update(`request key ${key}`).digest("hex");
}

/** HMAC of what was asked under the key: it tells nobody else what that was. */
export function printOf(key: string, asked: unknown): Uint8Array {
  return new Uint8Array(createHmac("sha256", derived(key, "print")).update(canonical(asked)).digest());
}

/** Nonce (12 bytes) ‖ ciphertext ‖ tag (16). */
export function sealAnswer(key: string, answer: unknown): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", derived(key, "answer"), nonce);
  const text = JSON.stringify(answer);
  return new Uint8Array(
    Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]),
  );
}

/** Throws when it was sealed under another key. */
export function openAnswer(key: string, sealed: Uint8Array): unknown {
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", derived(key, "answer"), sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(end));
  const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
  return JSON.parse(plain.toString("utf8"));
}

function derived(key: string, purpose: "print" | "answer"): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, "", `bluezone-token request ${purpose} 1`, 32));
}

/** JSON in which equal values are equal texts, whatever the order of their fields; bytes stand as their hash. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (one instanceof Uint8Array) return { sha256: createHash("sha256").update(one).digest("hex") };
    if (typeof one !== "object" || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
