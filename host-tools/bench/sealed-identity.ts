/** The bench's half of contract/enrolments.ts: a key for one board, and the identity that the server sealed to it. */
import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";
import { ENROLMENT_INFO, ENROLMENT_NONCE } from "../contract/enrolments.ts";
import { POINT_BYTES } from "../contract/sessions.ts";

const TAG_BYTES = 16;

/** A key that opens one identity; its private half never leaves this process. */
export class IdentityKey {
  readonly #own = createECDH("prime256v1");
  readonly #point = this.#own.generateKeys();

  /** Hex of the public half. */
  get point(): string {
    return this.#point.toString("hex");
  }

  /** Throws when it was sealed to another key, for another serial, or changed on its way. */
  open(sealed: Uint8Array, serial: number): Uint8Array {
    const theirs = sealed.subarray(0, POINT_BYTES);
    const secret = this.#own.computeSecret(theirs);
    const salt = Buffer.concat([theirs, this.#point]);
    const key = Buffer.from(hkdfSync("sha256", secret, salt, ENROLMENT_INFO, 32));
    const cipher = createDecipheriv("aes-256-gcm", key, ENROLMENT_NONCE);
    cipher.setAAD(Buffer.from(String(serial)));
    cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const identity = cipher.update(sealed.subarray(POINT_BYTES, -TAG_BYTES));
    cipher.final();
    for (const bytes of [secret, key]) bytes.fill(0);
    return identity;
  }
}
