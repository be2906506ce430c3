/** A token as it is always drawn: a rounded tag with its four digits. */
import { tokenName } from "../../../../protocol/identity.ts";

export function TokenTag({ serial }: { readonly serial: number }) {
  return <span class="token">{tokenName(serial)}</span>;
}
