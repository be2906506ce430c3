/** Administrative units as a tree of any depth through time, and organisations, which stand in a unit. */
import type { Organisation, Support, Unit } from "../../contract/units.ts";

/** ISO date (UTC), both ends included. */
interface Validity {
  /** Absent where it is older than the record. */
  readonly from?: string;
  /** Absent while it lasts. */
  readonly to?: string;
}

/** Where something belongs: the id of a unit or of an organisation. */
export type Place = string;

/** All units and organisations; small enough to be held in memory (some 14,000 units through time for the country). */
export class Places {
  readonly #units = new Map<string, Unit>();
  readonly #organisations = new Map<string, Organisation>();

  putUnit(unit: Unit): void {
    this.#units.set(unit.id, unit);
  }

  putOrganisation(organisation: Organisation): void {
    this.#organisations.set(organisation.id, organisation);
  }

  remove(place: Place): void {
    this.#units.delete(place);
    this.#organisations.delete(place);
  }

  unit(id: string): Unit | undefined {
    return this.#units.get(id);
  }

  organisation(id: string): Organisation | undefined {
    return this.#organisations.get(id);
  }

  has(place: Place): boolean {
    return this.#units.has(place) || this.#organisations.has(place);
  }

  allUnits(): Unit[] {
    return [...this.#units.values()];
  }

  allOrganisations(): Organisation[] {
    return [...this.#organisations.values()];
  }

  /** Units of a day, children of `parent` only where it is given. */
  unitsOn(date: string, parent?: string): Unit[] {
    return this.allUnits().filter(
      (unit) => isValidOn(unit, date) && (parent === undefined || unit.parent === parent),
    );
  }

  /**
   * True when `place` is `home` or lies below it. What belonged to a unit that ended belongs to its successors too, so
   * staff of a merged ward go on working with the people of its parts.
   */
  isWithin(place: Place, home: Place): boolean {
    return this.above(place).has(home);
  }

  /** Whether two places lie in one province of those that last; places above provinces lie in none. */
  isSameProvince(a: Place, b: Place): boolean {
    const other = new Set(this.#provincesOf(b));
    return this.#provincesOf(a).some((id) => other.has(id));
  }

  #provincesOf(place: Place): Place[] {
    return [...this.above(place)].filter((id) => {
      const { tier, successors = [] } = this.#units.get(id) ?? {};
      return tier === "province" && successors.length === 0;
    });
  }

  /** A place with all that it belongs to, the nearest first: its unit, the units above, successors of those that ended. */
  above(place: Place): ReadonlySet<Place> {
    const found = new Set<Place>();
    const open: Place[] = [place];
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      if (found.has(at)) continue;
      found.add(at);
      const unit = this.#units.get(at);
      const up = unit ? [unit.parent, ...(unit.successors ?? [])] : [this.#organisations.get(at)?.unit];
      open.push(...up.filter((id) => id !== undefined));
    }
    return found;
  }

  /** Of the nearest place above that has one, itself first. */
  supportOf(place: Place): Support | undefined {
    for (const id of this.above(place)) {
      const { support } = this.#units.get(id) ?? {};
      if (support) return support;
    }
    return undefined;
  }

  /** What is wrong with a unit that is to be added or changed, or undefined: parent, successors, loop, dates. */
  objection(unit: Unit): "parent" | "successors" | "loop" | "dates" | undefined {
    if (unit.from && unit.to && unit.from > unit.to) return "dates";
    if (unit.parent !== undefined && !this.#units.has(unit.parent)) return "parent";
    if (unit.successors?.some((id) => !this.#units.has(id))) return "successors";
    const up = [unit.parent, ...(unit.successors ?? [])].filter((id) => id !== undefined);
    if (up.some((id) => this.above(id).has(unit.id))) return "loop";
    return undefined;
  }

  /** The same of an organisation: the unit that it stands in, those that it stands under, and no circle of them. */
  objectionToOrganisation({ id, unit, under = [] }: Organisation): "unit" | "under" | "loop" | undefined {
    if (!this.#units.has(unit)) return "unit";
    if (under.some((one) => !this.#organisations.has(one))) return "under";
    const open = [...under];
    const found = new Set<Place>();
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === id) return "loop";
      if (found.has(at)) continue;
      found.add(at);
      open.push(...(this.#organisations.get(at)?.under ?? []));
    }
    return undefined;
  }

  /** Organisations that stand under this one, in whatever unit, and all under these. */
  led(organisation: Place): Place[] {
    const found = new Set<Place>();
    const open = [organisation];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const { id, under = [] } of this.#organisations.values())
        if (under.includes(at) && !found.has(id)) {
          found.add(id);
          open.push(id);
        }
    return [...found];
  }

  /** Units and organisations that name a place as the one above, or as what took over. */
  below(place: Place): readonly Place[] {
    const units = this.allUnits().filter(
      ({ parent, successors = [] }) => parent === place || successors.includes(place),
    );
    const organisations = this.allOrganisations().filter(
      ({ unit, under = [] }) => unit === place || under.includes(place),
    );
    return [...units, ...organisations].map(({ id }) => id);
  }
}

function isValidOn({ from, to }: Validity, date: string): boolean {
  return (from === undefined || from <= date) && (to === undefined || date <= to);
}
