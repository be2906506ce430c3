/**
 * The mark of a browser in which somebody has signed in before: while many strangers try to sign in, it goes first. It
 * opens nothing, and the server keeps nothing of it.
 */
import { DAY_MS } from "../../lib/time.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";

const LABEL = "known device";
export const DEVICE_DAYS = 90;

/** Goes into a cookie. `now` in world ms. */
export function deviceMark(wrapping: KeyWrapping, account: string, now: number): string {
  const plain = new TextEncoder().encode(JSON.stringify([account, now]));
  return Buffer.from(wrapping.wrap(LABEL, plain)).toString("base64url");
}

/** The account of a mark, or undefined where it is none of ours or too old. */
export function knownBy(wrapping: KeyWrapping, mark: string, now: number): string | undefined {
  try {
    const plain = wrapping.unwrap(LABEL, new Uint8Array(Buffer.from(mark, "base64url")));
    const [account, at] = JSON.parse(new TextDecoder().decode(plain)) as [string, number];
    return now - at < DEVICE_DAYS * DAY_MS ? account : undefined;
  } catch {
    return undefined;
  }
}
