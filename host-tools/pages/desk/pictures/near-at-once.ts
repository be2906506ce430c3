/** How many were near a case at a time, whoever they are. */
import type { Spell } from "../../../contract/contacts.ts";

/** Of each of so many equal parts of a time, how many of them were near in it. Minutes, the end of spells included. */
export function nearAtOnce(
  contacts: readonly { readonly closeSpells: readonly Spell[] }[],
  from: number,
  to: number,
  parts: number,
): number[] {
  const counts = new Array<number>(parts).fill(0);
  const partOf = (minute: number) => Math.floor(((minute - from) * parts) / (to - from));
  for (const { closeSpells } of contacts) {
    const own = new Set<number>();
    for (const spell of closeSpells)
      for (let part = Math.max(0, partOf(spell.from)); part <= Math.min(parts - 1, partOf(spell.to)); part++)
        own.add(part);
    for (const part of own) counts[part]!++;
  }
  return counts;
}
