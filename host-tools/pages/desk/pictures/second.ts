/** Those near an F1, each once, under the number of the F1 that they were found by first. */
import type { RadioContact } from "../../../contract/contacts.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import type { Bubble } from "./layout.ts";

export type PlaceKind = "rings" | "hamlet" | "organisation";

function placeOf({ person }: RadioContact, by: PlaceKind): string | undefined {
  return by === "hamlet" ? person?.hamlet : (person?.organisation ?? person?.group);
}

export function bubblesOf(
  contacts: readonly NumberedContact[],
  second: ReadonlyMap<string, readonly RadioContact[]>,
  by: PlaceKind,
): Bubble[] {
  const found = new Map<string, Bubble & { readonly from: string[] }>();
  for (const { key: first, number } of contacts) {
    const all = second.get(first) ?? [];
    const fresh = all.filter(({ key }) => !found.has(key));
    for (const { key } of all) found.get(key)?.from.push(first);
    fresh.forEach((contact, place) => {
      const name = `${number}${letters(place)}`;
      const { key, label } = contact;
      found.set(key, { key, name, label, kind: "f2", place: placeOf(contact, by), from: [first] });
    });
  }
  const first = contacts.map((contact): Bubble => {
    const { key, number, label } = contact;
    return { key, name: String(number), label, kind: "f1", place: placeOf(contact, by), from: [] };
  });
  return [...first, ...found.values()];
}

/** a to z, then aa, ab… */
function letters(place: number): string {
  const last = String.fromCharCode(97 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
