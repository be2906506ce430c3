/** Classes, workshops and hamlets of a roster; spellings that are read as one are one. */
import type { RosterEntry } from "../../../contract/roster.ts";
import { asKnown, namesOf, tallyOf } from "../../../contract/spellings.ts";

export type GroupField = "group" | "hamlet";

const namesIn = (persons: readonly RosterEntry[], field: GroupField) =>
  tallyOf(persons.map(({ [field]: name }) => name));

/** Of everybody in a roster. */
export function belongingsOf(
  persons: readonly RosterEntry[],
): Readonly<Record<GroupField, ReadonlyMap<string, number>>> {
  return { hamlet: namesIn(persons, "hamlet"), group: namesIn(persons, "group") };
}

/** Names of what persons have in a field, with how many have it, in order. */
export function groupsOf(
  persons: readonly RosterEntry[],
  field: GroupField,
): readonly [name: string, count: number][] {
  const spellings = namesIn(persons, field);
  const names = namesOf(spellings);
  const groups = new Map<string, number>();
  for (const [spelling, count] of spellings) {
    const name = names.get(spelling)!;
    groups.set(name, (groups.get(name) ?? 0) + count);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, "vi", { numeric: true }));
}

/** Who belongs to a class, workshop or hamlet, however it is written with them. */
export function membersOf(persons: readonly RosterEntry[], field: GroupField, name: string): RosterEntry[] {
  const spellings = namesIn(persons, field);
  const names = namesOf(spellings);
  const wanted = asKnown(name, spellings);
  return persons.filter(({ [field]: one }) => one !== undefined && names.get(one) === wanted);
}
