import { nameSortKey } from "../../../contract/names.ts";
import { isSought, soughtIn } from "../../../contract/person-search.ts";
import type { RosterEntry } from "../../../contract/roster.ts";

/** As Vietnamese lists stand: by given name. */
export function byGivenName(a: { readonly name: string }, b: { readonly name: string }): number {
  const [first, second] = [nameSortKey(a.name), nameSortKey(b.name)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Those of a list on this computer who fit, as the server would tell them. */
export function searched(persons: readonly RosterEntry[], text: string, skip = 0) {
  const sought = soughtIn(text);
  const found = persons.filter((person) => isSought(sought, person)).sort(byGivenName);
  return { persons: found.slice(skip), total: found.length };
}
