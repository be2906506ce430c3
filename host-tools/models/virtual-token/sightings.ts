import type { SightingKind } from "./costs.ts";

/** Where the program looks for the head of Bluezone's manufacturer data, and how long such an advert is (SPEC.md §1, layouts). */
const LAYOUTS = [
  { sender: "token", headAt: 7, bytes: 31 },
  { sender: "phone", headAt: 3, bytes: 23 },
] as const;
const HEAD = "\x0f\xff\xb5\x22";
/** A gate's advert says so in this byte; the program turns it away. */
const ROLE = { at: 30, bit: 0x20 };
const ID_BYTES = 12;
/** Rolling IDs last a quarter of an hour; of more than these the oldest are forgotten. */
const MOST_IDS = 4096;

/** Tells what an advert is to the token's program, which takes longer for some than for others. */
export class Sightings {
  #met = new Set<string>();

  kindOf(data: Uint8Array): SightingKind {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const layout = LAYOUTS.find(({ headAt }) => bytes.toString("latin1", headAt, headAt + 4) === HEAD);
    if (!layout || bytes.length !== layout.bytes) return "foreign";
    if (layout.sender === "token" && bytes[ROLE.at]! & ROLE.bit) return "foreign";
    const idAt = layout.headAt + HEAD.length;
    const id = bytes.toString("latin1", idAt, idAt + ID_BYTES);
    const known = this.#met.has(id);
    if (this.#met.size >= MOST_IDS) this.#met = new Set();
    this.#met.add(id);
    if (layout.sender === "token") return known ? "known" : "fresh";
    return known ? "phone" : "freshPhone";
  }
}
