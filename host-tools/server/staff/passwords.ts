/** Passwords and PINs as Argon2id hashes (RFC 9106), computed in threads of their own. */
import { hash, verify } from "@node-rs/argon2";
import { hashTurns } from "./hash-turns.ts";

/** 19 MiB, two passes: the least that OWASP's password storage cheat sheet names for Argon2id. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const PIN_LENGTHS = { from: 6, to: 8 } as const;
const PASSWORD_LENGTHS = { from: 12, to: 200 } as const;

/** Refusal: busy. */
export function hashed(secret: string): Promise<string> {
  return hashTurns.run(() => hashedNow(secret), true);
}

/** Of somebody who has signed in. Refusal: busy. */
export function isSecret(secret: string, stored: string | null): Promise<boolean> {
  return hashTurns.run(() => isSecretNow(secret, stored), true);
}

function hashedNow(secret: string): Promise<string> {
  return hash(secret.normalize("NFKC"), PARAMETERS);
}

/**
 * Within a turn. Takes as long where there is no hash as where there is one, so that time does not tell which names
 * exist.
 */
export async function isSecretNow(secret: string, stored: string | null): Promise<boolean> {
  const known = stored ?? (await decoy());
  return (await verify(known, secret.normalize("NFKC"))) && stored !== null;
}

let decoyHash: Promise<string> | undefined;
function decoy(): Promise<string> {
  decoyHash ??= hashedNow("nobody's password");
  return decoyHash;
}

type PasswordObjection = "short" | "long" | "login" | "plain";

/** Length counts, not kinds of letters; what everybody would try first is refused. */
export function passwordObjection(password: string, login: string): PasswordObjection | undefined {
  const plain = password.normalize("NFKC").toLowerCase();
  if ([...plain].length < PASSWORD_LENGTHS.from) return "short";
  if ([...plain].length > PASSWORD_LENGTHS.to) return "long";
  if (plain.includes(login.toLowerCase())) return "login";
  if (new Set(plain).size < 5 || /^(?:0123|1234|abcd|qwer|password|matkhau|bluezone)/.test(plain))
    return "plain";
  return undefined;
}

/** Digits that are neither all the same nor a run. */
export function isGoodPin(pin: string): boolean {
  if (!/^\d+$/.test(pin) || pin.length < PIN_LENGTHS.from || pin.length > PIN_LENGTHS.to) return false;
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])));
  return !(steps.size === 1 && [0, 1, -1].includes([...steps][0]!));
}
