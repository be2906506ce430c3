/** The commune that a list means: also by the name of one that has become part of another. */
import { folded } from "../contract/names.ts";
import type { Unit } from "../contract/units.ts";

const KINDS = /^(?:xa|phuong|thi tran|dac khu|x|p|tt|commune|ward)\s+(?=.)/;

/** Without its kind: "P. Cẩm Thượng" and "Phường Cẩm Thượng" are one name. */
function bareName(name: string): string {
  return folded(name).replace(KINDS, "");
}

type ReadUnit =
  | { readonly unit: string; readonly isMerged: boolean }
  | { readonly problem: "unit-unknown" | "unit-elsewhere" }
  | { readonly problem: "unit-several"; readonly names: readonly string[] };

/** Communes that last today, and names of all that ever were. */
export class UnitNames {
  readonly #units: ReadonlyMap<string, Unit>;
  readonly #byName = new Map<string, Unit[]>();
  readonly #today: string;
  readonly #isWithin: (unit: string) => boolean;
  readonly #read = new Map<string, ReadUnit>();

  /** `isWithin`: whether a unit is one where people of the list may live. */
  constructor(units: readonly Unit[], today: string, isWithin: (unit: string) => boolean) {
    this.#units = new Map(units.map((unit) => [unit.id, unit]));
    this.#today = today;
    this.#isWithin = isWithin;
    for (const unit of units)
      if (unit.tier === "commune") {
        const name = bareName(unit.name);
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), unit]);
      }
  }

  /** "Phường Cẩm Thượng", "cẩm thượng", "P. Cẩm Thượng, TP Hải Dương". */
  read(text: string): ReadUnit {
    const known = this.#read.get(text);
    if (known) return known;
    const read = this.#resolve(text);
    this.#read.set(text, read);
    return read;
  }

  #resolve(text: string): ReadUnit {
    // The commune stands before the district and the province.
    const parts = text.split(/[,;–]| - /).map((part) => part.trim());
    const found =
      parts.map((part) => this.#byName.get(bareName(part)) ?? []).find((units) => units.length > 0) ?? [];
    if (found.length === 0) return { problem: "unit-unknown" };
    // A name of today is meant as such, though one of before was called so, too.
    const lasting = found.filter((unit) => this.#lasts(unit));
    const direct = lasting.filter(({ id }) => this.#isWithin(id));
    if (direct.length === 1) return { unit: direct[0]!.id, isMerged: false };
    const now = [...new Set((direct.length > 0 ? direct : found).flatMap((unit) => this.#now(unit)))];
    const within = now.filter((id) => this.#isWithin(id));
    if (within.length === 1) return { unit: within[0]!, isMerged: true };
    if (within.length === 0) return { problem: now.length > 0 ? "unit-elsewhere" : "unit-unknown" };
    return { problem: "unit-several", names: within.map((id) => this.#units.get(id)!.name).sort() };
  }

  #lasts({ from, to }: Unit): boolean {
    return (from === undefined || from <= this.#today) && (to === undefined || this.#today <= to);
  }

  /** What became of a unit, down to those that last. */
  #now(unit: Unit, seen: ReadonlySet<string> = new Set()): string[] {
    if (this.#lasts(unit)) return [unit.id];
    if (seen.has(unit.id)) return [];
    const further = new Set([...seen, unit.id]);
    return (unit.successors ?? []).flatMap((id) => {
      const next = this.#units.get(id);
      return next ? this.#now(next, further) : [];
    });
  }
}
