/** An identity sealed to the bench that asked for it (contract/enrolments.ts). */
import { createCipheriv, createECDH, hkdfSync } from "node:crypto";
import { ENROLMENT_INFO, ENROLMENT_NONCE } from "../../contract/enrolments.ts";
import { refuse } from "../../contract/refusal.ts";

const CURVE = "prime256v1";

/** Refusal: input, when the point is none of the curve. */
export function sealIdentity(identity: Uint8Array, serial: number, point: Uint8Array): Uint8Array {
  const own = createECDH(CURVE);
  const ownPoint = own.generateKeys();
  let secret: Buffer;
  try {
    secret = own.computeSecret(point);
  } catch {
    throw refuse("input", "point");
  }
  const salt = Buffer.concat([ownPoint, point]);
  const key = Buffer.from(hkdfSync("sha256", secret, salt, ENROLMENT_INFO, 32));
  const cipher = createCipheriv("aes-256-gcm", key, ENROLMENT_NONCE);
  cipher.setAAD(Buffer.from(String(serial)));
  const body = Buffer.concat([cipher.update(identity), cipher.final()]);
  const sealed = Buffer.concat([ownPoint, body, cipher.getAuthTag()]);
  for (const bytes of [secret, key]) bytes.fill(0);
  return new Uint8Array(sealed);
}
