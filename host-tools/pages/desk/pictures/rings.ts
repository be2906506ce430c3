/** Where the picture of a case puts those who were near: F1 on an inner ring, F2 on an outer one. */
import type { RadioContact } from "../../../contract/contacts.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";

export const SIZE = 1000;
export const CENTRE = SIZE / 2;
export const INNER = 250;
export const OUTER = 430;

export interface Placed {
  readonly key: string;
  /** What the picture and the list call it: 3 is an F1, 3a one of its F2. */
  readonly name: string;
  readonly angle: number;
}

export function around(angle: number, radius: number): { x: number; y: number } {
  return { x: CENTRE + radius * Math.sin(angle), y: CENTRE - radius * Math.cos(angle) };
}

/** F1 evenly around the case. */
export function innerRing(shown: readonly NumberedContact[]): Placed[] {
  return shown.map(({ key, number }, i) => ({
    key,
    name: String(number),
    angle: (2 * Math.PI * i) / shown.length,
  }));
}

export function anglesOf(placed: readonly Placed[]): ReadonlyMap<string, number> {
  return new Map(placed.map(({ key, angle }) => [key, angle]));
}

/** An F2, with the F1 that they were near. */
export interface Outer extends Placed {
  readonly from: readonly string[];
}

/** Widest angle between two who stand outside the same F1. */
const SPREAD = 0.16;

/** Those near an F1, each once, outside the F1 that they were found by first. */
export function outerRing(
  second: ReadonlyMap<string, readonly RadioContact[]>,
  shown: readonly NumberedContact[],
  angleOf: ReadonlyMap<string, number>,
): Outer[] {
  const found = new Map<string, Placed & { readonly from: string[] }>();
  for (const { key: first, number } of shown) {
    const fresh = (second.get(first) ?? []).filter(({ key }) => !found.has(key));
    for (const { key } of second.get(first) ?? []) found.get(key)?.from.push(first);
    fresh.forEach(({ key }, place) => {
      const angle = (angleOf.get(first) ?? 0) + (place - (fresh.length - 1) / 2) * SPREAD;
      found.set(key, { key, name: `${number}${letters(place)}`, angle, from: [first] });
    });
  }
  return [...found.values()];
}

/** a to z, then aa, ab… */
function letters(place: number): string {
  const last = String.fromCharCode(97 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
