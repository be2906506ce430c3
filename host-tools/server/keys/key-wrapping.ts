import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type Hmac,
  hkdfSync,
  randomBytes,
} from "node:crypto";
import { join } from "node:path";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { textOf, writeDurably } from "../disk/durable-files.ts";

export const WRAPPING_KEY_VARIABLE = "BLUEZONE_WRAPPING_KEY";
export const WRAPPING_KEY_FILE = "wrapping-key";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Wraps keys for storage: AES-256-GCM, nonce (12 bytes) ‖ ciphertext ‖ tag (16). */
export interface KeyWrapping {
  /** `label` says whose key it is and which; the same label unwraps it, so that wrapped keys cannot change places. */
  wrap(label: string, key: Uint8Array): Uint8Array;
  /** Throws when the wrapping key or the label is another one, or a bit has changed. */
  unwrap(label: string, wrapped: Uint8Array): Uint8Array;
  /** HMAC-SHA-256 under a key of its own for each label, which follows from the wrapping key and does not tell it. */
  mac(label: string): Hmac;
  /** Names the wrapping key without telling it: 8 hex digits. */
  readonly fingerprint: string;
}

/** `key` has 32 bytes. */
export function keyWrapping(key: Uint8Array): KeyWrapping {
  if (key.length !== 32) throw new Error("A wrapping key has 32 bytes.");
  const secret = createSecretKey(key);
  return {
    wrap(label, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(Buffer.from(label));
      return new Uint8Array(
        Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
      );
    },
    unwrap(label, wrapped) {
      const end = wrapped.length - TAG_BYTES;
      try {
        const decipher = createDecipheriv("aes-256-gcm", secret, wrapped.subarray(0, NONCE_BYTES))
          .setAAD(Buffer.from(label))
          .setAuthTag(wrapped.subarray(end));
        const { buffer, byteOffset, length } = decipher.update(wrapped.subarray(NONCE_BYTES, end));
        // GCM holds nothing back: this only checks the tag, before anybody sees a byte.
        decipher.final();
        return new Uint8Array(buffer, byteOffset, length);
      } catch {
        throw new Error(`The wrapping key does not open ${label}.`);
      }
    },
    mac: (label) => createHmac("sha256", new Uint8Array(hkdfSync("sha256", secret, "", label, 32))),
    fingerprint: createHash("sha256").update("wrapping key").update(key).digest("hex").slice(0, 8),
  };
}

/**
 * The wrapping key: from the environment (64 hex digits), else from a file in `folder` that only its owner may read.
 * Without `folder` a random one that lives as long as the process.
 * A new file is written only where there is nothing yet that another key may have wrapped.
 */
export function loadWrappingKey(folder: string | undefined, mayCreate: boolean): Uint8Array {
  const variable = process.env[WRAPPING_KEY_VARIABLE];
  if (variable !== undefined) return parsedKey(variable, WRAPPING_KEY_VARIABLE);
  if (!folder) return new Uint8Array(randomBytes(32));
  const file = join(folder, WRAPPING_KEY_FILE);
  const kept = textOf(file);
  if (kept !== undefined) return parsedKey(kept, file);
  if (!mayCreate) throw new Error(`${file} is missing: without it the keys in ${folder} cannot be opened.`);
  const key = new Uint8Array(randomBytes(32));
  writeKeyFile(file, key);
  return key;
}

/** Durable, and for its owner's eyes only. Throws when the file is there. */
export function writeKeyFile(file: string, key: Uint8Array): void {
  writeDurably(file, `${toHex(key)}\n`, { isNew: true });
}

/** 32 bytes from 64 hex digits. Throws with the name of their source. */
export function parsedKey(text: string, source: string): Uint8Array {
  const key = fromHex(text.trim());
  if (key?.length !== 32) throw new Error(`${source} must hold 64 hex digits.`);
  return key;
}
