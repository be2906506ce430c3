/** What whoever is in charge of a place is told while something has happened there. */
import type { WhoIsInside } from "../../contract/fires.ts";
import { isoOf } from "../../lib/time.ts";
import { gatesOfZone } from "../gates/gate-store.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { MatchParts } from "../matching/reading.ts";
import { namesOfPersons } from "../people/person-store.ts";
import type { Place } from "../units/unit.ts";
import { insideNow } from "./inside.ts";

export class FireDesk {
  readonly #parts: MatchParts;
  readonly #wrapping: KeyWrapping;

  constructor(parts: MatchParts, wrapping: KeyWrapping) {
    this.#parts = parts;
    this.#wrapping = wrapping;
  }

  /** Gates of one name lead into it. The look is in the audit log by now. */
  async inside(place: Place, zone: string): Promise<Omit<WhoIsInside, "fire">> {
    const { database, now } = this.#parts;
    const at = now();
    const gates = await gatesOfZone(database, place, zone);
    const { persons, ...counts } = await insideNow(this.#parts, this.#wrapping, gates, at);
    const names = await namesOfPersons(database, persons);
    return {
      at: isoOf(at),
      named: names.sort((a, b) => a.localeCompare(b, "vi")).map((name) => ({ name })),
      ...counts,
      gates: gates
        .filter(({ removedAt }) => removedAt === undefined)
        .map(({ name, heardAt }) => ({
          name,
          ...(heardAt === undefined ? {} : { heardAt: isoOf(heardAt) }),
        })),
    };
  }
}
