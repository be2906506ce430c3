import { nameSortKey } from "../../../contract/names.ts";

/** As Vietnamese lists stand: by given name. */
export function byGivenName(a: { readonly name: string }, b: { readonly name: string }): number {
  const [first, second] = [nameSortKey(a.name), nameSortKey(b.name)];
  return first < second ? -1 : first > second ? 1 : 0;
}
