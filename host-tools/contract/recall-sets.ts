/**
 * Sets of recalls (SPEC.md §11) on their way to a place and on its disk: first epoch u32 ‖ the tags of each epoch, sealed under a key that
 * follows from the secret of the place's machine, by Web Crypto. A machine with another secret, or of another gate, opens nothing.
 */
import { readU32, writeInteger } from "../../protocol/bytes.ts";
import { MOST_TAGS, TAG_BYTES } from "../../protocol/gate-advert.ts";
import { RECALL_ADVERTS } from "../../protocol/recall-set.ts";

/** So far ahead a place gets its sets, in epochs: 48 hours. */
export const EPOCHS_AHEAD = 192;
/** Tags of an epoch: 84 bytes. */
export const SET_BYTES = RECALL_ADVERTS * MOST_TAGS * TAG_BYTES;
const FIRST_BYTES = 4;
const NONCE_BYTES = 12;
const INFO = "bluezone-token recalls 1";

type Bytes = Uint8Array<ArrayBuffer>;

/** Sets of epochs that follow each other. */
export interface SetsAhead {
  readonly first: number;
  /** SET_BYTES of each epoch. */
  readonly tags: Uint8Array;
}

async function keyOf(gate: string, secret: Uint8Array, use: "encrypt" | "decrypt") {
  const material = await crypto.subtle.importKey("raw", Uint8Array.from(secret), "HKDF", false, [
    "deriveKey",
  ]);
  const salt = new TextEncoder().encode(gate);
  const info = new TextEncoder().encode(INFO);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, [use]);
}

/** Nonce (12) ‖ AES-256-GCM. `secret`: the machine's, 32 bytes. */
export async function sealedSets(
  { first, tags }: SetsAhead,
  gate: string,
  secret: Uint8Array,
): Promise<Bytes> {
  const plain = new Uint8Array(FIRST_BYTES + tags.length);
  writeInteger(plain, 0, FIRST_BYTES, first);
  plain.set(tags, FIRST_BYTES);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await keyOf(gate, secret, "encrypt");
  const body = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  const sealed = new Uint8Array(NONCE_BYTES + body.length);
  sealed.set(iv, 0);
  sealed.set(body, NONCE_BYTES);
  return sealed;
}

/** Undefined of what was sealed to another machine, or changed. */
export async function openedSets(
  sealed: Uint8Array,
  gate: string,
  secret: Uint8Array,
): Promise<SetsAhead | undefined> {
  const iv = Uint8Array.from(sealed.subarray(0, NONCE_BYTES));
  const body = Uint8Array.from(sealed.subarray(NONCE_BYTES));
  try {
    const key = await keyOf(gate, secret, "decrypt");
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, body));
    return { first: readU32(plain, 0), tags: plain.subarray(FIRST_BYTES) };
  } catch {
    return undefined;
  }
}
