/**
 * The key of this computer: made here by the browser, which signs with it and gives it to nobody, this page included. It
 * stays over sign-outs; whoever takes the computer out at the server makes it worthless.
 */
import { type DBSchema, openDB } from "idb";

interface ComputerKey {
  /** Under which the server knows it. */
  readonly id: string;
  readonly privateKey: CryptoKey;
}

interface ComputerSchema extends DBSchema {
  key: { key: "own"; value: ComputerKey };
}

const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" } as const;
const encoder = new TextEncoder();

function openKeys() {
  return openDB<ComputerSchema>("computer", 1, {
    upgrade(database) {
      database.createObjectStore("key");
    },
  });
}

/** Undefined where this computer has none. */
export async function keptKey(): Promise<ComputerKey | undefined> {
  const database = await openKeys();
  const kept = await database.get("key", "own");
  database.close();
  return kept;
}

/** In the place of one that was there. */
export async function keepKey(key: ComputerKey): Promise<void> {
  const database = await openKeys();
  await database.put("key", key, "own");
  database.close();
}

interface NewKey {
  readonly privateKey: CryptoKey;
  /** Hex of the uncompressed point, which the server keeps. */
  readonly point: string;
}

export async function makeKey(): Promise<NewKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  return { privateKey, point: hexOf(await crypto.subtle.exportKey("raw", publicKey)) };
}

/** Hex of r ‖ s over what the server asked, for one account and one purpose. */
export async function signedBy(
  privateKey: CryptoKey,
  purpose: "enrol" | "sign-in",
  account: string,
  challenge: string,
): Promise<string> {
  const text = `bluezone-token computer 1\n${purpose}\n${account}\n${challenge}`;
  return hexOf(await crypto.subtle.sign(SIGNATURE, privateKey, encoder.encode(text)));
}

function hexOf(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
