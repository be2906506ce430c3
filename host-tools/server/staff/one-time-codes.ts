/** One-time codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, as every such app has them). */
import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;
/** Phones' clocks are seldom better; RFC 6238 §5.2 advises one step. */
const STEPS_OFF = 1;

export function newSecret(): Uint8Array {
  return new Uint8Array(randomBytes(20));
}

/** What the app scans. */
export function enrolmentUri(secret: Uint8Array, login: string): string {
  return totp(secret, login).toString();
}

/**
 * The step of a code that is right at a time (world ms) and newer than the last one used, or undefined: a code that
 * somebody has seen cannot be used again.
 */
export function acceptedStep(
  secret: Uint8Array,
  code: string,
  now: number,
  lastStep: number,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totp(secret, "").validate({ token: code, timestamp: now, window: STEPS_OFF });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
  return step > lastStep ? step : undefined;
}

function totp(secret: Uint8Array, label: string): TOTP {
  return new TOTP({
    issuer: "Bluezone token",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: secret.slice().buffer }),
  });
}
