/** Classes, workshops and hamlets of a roster; spellings that are read as one are one. */
import type { RosterEntry } from "../../../contract/roster.ts";
import { alikeTo, likenessOf, tidyText } from "../../../contract/texts.ts";

type GroupField = "group" | "hamlet";

/** Names of what persons have in a field, with how many have it, in order. */
export function groupsOf(
  persons: readonly RosterEntry[],
  field: GroupField,
): readonly [name: string, count: number][] {
  const spellings = new Map<string, number>();
  for (const { [field]: name } of persons)
    if (name !== undefined) spellings.set(name, (spellings.get(name) ?? 0) + 1);
  const groups = new Map<string, [name: string, count: number]>();
  // The spelling that most have is the name.
  for (const [name, count] of [...spellings].sort(([, a], [, b]) => b - a)) {
    const key = likenessOf(name);
    const [known = tidyText(name), before = 0] = groups.get(key) ?? [];
    groups.set(key, [known, before + count]);
  }
  return [...groups.values()].sort(([a], [b]) => a.localeCompare(b, "vi", { numeric: true }));
}

/** Who belongs to a class, workshop or hamlet, however it is written with them. */
export function membersOf(persons: readonly RosterEntry[], field: GroupField, name: string): RosterEntry[] {
  const isMember = alikeTo(name);
  return persons.filter((person) => isMember(person[field]));
}
