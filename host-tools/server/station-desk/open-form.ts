/** The server's half of form-sealing.ts. */
import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";
import { toHex } from "../../../protocol/bytes.ts";
import {
  FORM_INFO,
  FORM_KEY_ID_BYTES,
  FORM_NONCE,
  FORM_POINT_BYTES,
  FORM_TAG_BYTES,
} from "../../contract/form-sealing.ts";
import { refuse } from "../../contract/refusal.ts";
import type { FormKeyPair } from "./form-keys.ts";

/** The form's JSON. Refusals: form-key (given up, or another server's), sealed (changed on its way). */
export async function openForm(
  sealed: Uint8Array,
  find: (id: string) => Promise<FormKeyPair | undefined>,
): Promise<unknown> {
  const start = FORM_KEY_ID_BYTES + FORM_POINT_BYTES;
  if (sealed.length < start + FORM_TAG_BYTES) throw refuse("sealed", "form");
  const key = await find(toHex(sealed.subarray(0, FORM_KEY_ID_BYTES)));
  if (!key) throw refuse("form-key", "form");
  const theirs = sealed.subarray(FORM_KEY_ID_BYTES, start);
  const end = sealed.length - FORM_TAG_BYTES;
  try {
    const own = createECDH("prime256v1");
    own.setPrivateKey(key.privateKey);
    const secret = own.computeSecret(theirs);
    const salt = Buffer.concat([theirs, key.point]);
    const aes = new Uint8Array(hkdfSync("sha256", secret, salt, FORM_INFO, 32));
    const decipher = createDecipheriv("aes-256-gcm", aes, FORM_NONCE).setAuthTag(sealed.subarray(end));
    const plain = Buffer.concat([decipher.update(sealed.subarray(start, end)), decipher.final()]);
    return JSON.parse(plain.toString("utf8"));
  } catch {
    throw refuse("sealed", "form");
  }
}
