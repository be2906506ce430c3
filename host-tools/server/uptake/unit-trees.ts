import type { Place, Places } from "../units/unit.ts";

/** A unit with the places that are counted in it alone, its own people and each organisation, and the units below it. */
export interface UnitTree {
  readonly id: Place;
  readonly cells: readonly Place[];
  readonly below: readonly UnitTree[];
}

function grouped<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** Units, each in one place of a tree. One that was divided stays below what it lay in. */
export function unitTrees(places: Places, day: string): UnitTree[] {
  const below = grouped(places.allUnits(), ({ parent, to, successors = [] }) => {
    const up = to !== undefined && to < day && successors.length === 1 ? successors[0] : parent;
    return up !== undefined && places.unit(up) ? up : undefined;
  });
  const inUnit = grouped(places.allOrganisations(), ({ unit }) => unit);
  const seen = new Set<Place>();
  const tree = (id: Place): UnitTree[] => {
    if (seen.has(id)) return [];
    seen.add(id);
    const cells = [id, ...(inUnit.get(id) ?? []).map((one) => one.id)];
    return [{ id, cells, below: (below.get(id) ?? []).flatMap((unit) => tree(unit.id)) }];
  };
  return (below.get(undefined) ?? []).flatMap(({ id }) => tree(id));
}
