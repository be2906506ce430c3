import type { SightingKind } from "./costs.ts";

/** Manufacturer data of Bluezone's company, and a token's tail behind the rolling ID (SPEC.md §1). */
const COMPANY = Buffer.from([0xff, 0xb5, 0x22]);
const TAIL_HEAD = Buffer.from([0x07, 0x16, 0x56, 0x4e]);
const ID_BYTES = 12;
/** Rolling IDs last a quarter of an hour; of more than these the oldest are forgotten. */
const MOST_IDS = 4096;

/** Tells what an advert is to the token's program, which takes longer for some than for others. */
export class Sightings {
  #met = new Set<string>();

  kindOf(data: Uint8Array): SightingKind {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const at = bytes.indexOf(COMPANY);
    if (at < 0) return "foreign";
    const idAt = at + COMPANY.length;
    const id = bytes.toString("latin1", idAt, idAt + ID_BYTES);
    const isToken = bytes.indexOf(TAIL_HEAD, idAt + ID_BYTES) === idAt + ID_BYTES;
    const known = this.#met.has(id);
    if (this.#met.size >= MOST_IDS) this.#met = new Set();
    this.#met.add(id);
    if (isToken) return known ? "known" : "fresh";
    return known ? "phone" : "freshPhone";
  }
}
