/** Passwords and PINs as Argon2id hashes (RFC 9106), computed in threads of their own. */
import { hash, verify } from "@node-rs/argon2";

/** 19 MiB, two passes: the least that OWASP's password storage cheat sheet names for Argon2id. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** At once: who calls it says how many may run. */
export function hashedNow(secret: string): Promise<string> {
  return hash(secret.normalize("NFKC"), PARAMETERS);
}

/** Takes as long where there is no hash as where there is one, so that time does not tell which names exist. */
export async function isSecretNow(secret: string, stored: string | null): Promise<boolean> {
  const known = stored ?? (await decoy());
  return (await verify(known, secret.normalize("NFKC"))) && stored !== null;
}

let decoyHash: Promise<string> | undefined;
function decoy(): Promise<string> {
  decoyHash ??= hashedNow("nobody's password");
  return decoyHash;
}
