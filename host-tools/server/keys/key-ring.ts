import { join } from "node:path";
import { disk } from "../disk/disk.ts";
import { renameDurably, textOf } from "../disk/durable-files.ts";
import {
  type KeyWrapping,
  keyWrapping,
  loadWrappingKey,
  parsedKey,
  WRAPPING_KEY_FILE,
  writeKeyFile,
} from "./key-wrapping.ts";

/** The key that follows, while everything is wrapped anew. */
export const NEXT_KEY_VARIABLE = "BLUEZONE_NEW_WRAPPING_KEY";
const NEXT_KEY_FILE = `${WRAPPING_KEY_FILE}.next`;

/** A wrapping key that can be changed: both the old and the new one unwrap until everything is wrapped anew. */
export interface KeyRing extends KeyWrapping {
  /** The key of this fingerprint, if it is there. */
  find(fingerprint: string): KeyWrapping | undefined;
  /** From now on this key wraps. */
  use(key: Uint8Array): void;
  /** Only the key in use unwraps. */
  forgetOthers(): void;
}

function keyRing(key: Uint8Array, others: readonly Uint8Array[] = []): KeyRing {
  let used = keyWrapping(key);
  let older = others.map(keyWrapping);
  return {
    wrap: (label, plain) => used.wrap(label, plain),
    unwrap(label, wrapped) {
      for (const one of older) {
        try {
          return one.unwrap(label, wrapped);
        } catch {
          // Another one's.
        }
      }
      return used.unwrap(label, wrapped);
    },
    mac: (label) => used.mac(label),
    get fingerprint() {
      return used.fingerprint;
    },
    find: (fingerprint) => [used, ...older].find((one) => one.fingerprint === fingerprint),
    use(next) {
      older = [used, ...older];
      used = keyWrapping(next);
    },
    forgetOthers() {
      older = [];
    },
  };
}

/** The key of the folder or the environment, and the one that follows when a change of keys was cut short. */
export function loadKeyRing(folder: string | undefined, mayCreate: boolean): KeyRing {
  const next = nextKey(folder);
  return keyRing(loadWrappingKey(folder, mayCreate), next ? [next] : []);
}

/** The key to change to: from the environment, else from the file that the change began with. */
export function nextKey(folder: string | undefined): Uint8Array | undefined {
  const variable = process.env[NEXT_KEY_VARIABLE];
  if (variable !== undefined) return parsedKey(variable, NEXT_KEY_VARIABLE);
  const file = folder && join(folder, NEXT_KEY_FILE);
  const kept = file && textOf(file);
  return kept ? parsedKey(kept, file!) : undefined;
}

export function writeNextKey(folder: string, key: Uint8Array): void {
  disk().remove(join(folder, NEXT_KEY_FILE));
  writeKeyFile(join(folder, NEXT_KEY_FILE), key);
}

/** Puts the next key's file in the place of the old one's. */
export function adoptNextKey(folder: string): void {
  renameDurably(join(folder, NEXT_KEY_FILE), join(folder, WRAPPING_KEY_FILE));
}
