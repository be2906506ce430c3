/** What passwords have to be, and turns at hashing them: hashes are slow on purpose. */
import { hashedNow, isSecretNow } from "../../lib/secret-hash.ts";
import { hashTurns } from "./hash-turns.ts";

const PASSWORD_LENGTHS = { from: 12, to: 200 } as const;

/** Refusal: busy. */
export function hashed(secret: string): Promise<string> {
  return hashTurns.run(() => hashedNow(secret), true);
}

/** Of somebody who has signed in. Refusal: busy. */
export function isSecret(secret: string, stored: string | null): Promise<boolean> {
  return hashTurns.run(() => isSecretNow(secret, stored), true);
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
