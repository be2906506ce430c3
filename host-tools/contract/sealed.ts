/** The sender's half of form-sealing.ts, by Web Crypto: browsers and Node have it. */
import { FORM_INFO, FORM_KEY_ID_BYTES, FORM_NONCE, FORM_POINT_BYTES } from "./form-sealing.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The server's public key, as it tells it to stations and gates. */
export interface FormKey {
  /** 8 hex digits. */
  readonly id: string;
  /** 130 hex digits: an uncompressed P-256 point. */
  readonly point: string;
}

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

/** Seals JSON to the server. */
export async function sealed(value: object, { id, point }: FormKey): Promise<Bytes> {
  const theirs = bytesOfHex(point);
  const publicKey = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const ownPoint = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: publicKey }, own.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: joined(ownPoint, theirs),
      info: new TextEncoder().encode(FORM_INFO),
    },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv: FORM_NONCE }, key, plain);
  const bytes = joined(bytesOfHex(id), ownPoint, new Uint8Array(body));
  if (ownPoint.length !== FORM_POINT_BYTES || id.length !== 2 * FORM_KEY_ID_BYTES)
    throw new Error("form key");
  return bytes;
}

function joined(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function bytesOfHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
