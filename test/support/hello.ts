/** The HELLO that a token says, from its key. */

import { sha256 } from "../../host-tools/lib/sha256.ts";
import type { HelloMessage } from "../../host-tools/server/tokens/authority.ts";
import { type HelloFields, helloAlias } from "../../protocol/authority.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { tokenName } from "../../protocol/identity.ts";
import { HELLO_VERSION } from "../../protocol/sync.ts";

const FIELDS: HelloFields = { flags: 3, ticketHighest: 0, nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };

/** With the name under which it waits. */
export function helloFrom(
  { serial, tokenKey }: { readonly serial: number; readonly tokenKey: Uint8Array },
  fields: Partial<HelloFields> = {},
): { readonly name: string; readonly hello: HelloMessage } {
  const said = { ...FIELDS, ...fields };
  const alias = helloAlias(sha256, hmacKey(tokenKey), said);
  return { name: tokenName(serial), hello: { name: "hello", version: HELLO_VERSION, alias, ...said } };
}
