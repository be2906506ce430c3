/** Bytes by numbers, a{qv}, as a property: dbus-next takes texts alone for the keys of a dictionary. */
import type { Property } from "./object-tree.ts";

/** A type without parts is handed on as it stands, in the form in which dbus-next writes it to the bus. */
const AS_IT_STANDS = { type: "a{qv}", child: [] } as unknown as string;

export function bytesByNumber(entries: Iterable<readonly [number, Uint8Array]>): Property {
  return [AS_IT_STANDS, [...entries].map(([key, bytes]) => [key, ["ay", Buffer.from(bytes)]])];
}
