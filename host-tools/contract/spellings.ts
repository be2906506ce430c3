/** Names of hamlets, classes and workshops as a place writes them: spellings that are read as one, and what is typed anew. */
import { folded } from "./names.ts";
import { likenessOf, tidyText } from "./texts.ts";

/** Letters of which none has a mark: somebody may have typed them without. */
function isPlain(text: string): boolean {
  return !/[\p{M}đĐ]/u.test(tidyText(text).normalize("NFD"));
}

/**
 * The name of each spelling: what most write of those that are read as one. What was typed without diacritics is the one name that
 * it can stand for, where there is only one: "xom chua" is "Xóm Chùa" until there is a "Xóm Chúa". `counts`: how many have each.
 */
export function namesOf(counts: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([spelling]) => spelling);
  const names = new Map<string, string>();
  const written = new Map<string, Set<string>>();
  for (const spelling of byCount) {
    const key = likenessOf(spelling);
    if (!names.has(key)) names.set(key, tidyText(spelling));
    if (isPlain(spelling)) continue;
    const plain = folded(spelling);
    written.set(plain, (written.get(plain) ?? new Set()).add(key));
  }
  const nameOf = (spelling: string) => {
    const key = likenessOf(spelling);
    const meant = isPlain(spelling) ? [...(written.get(folded(spelling)) ?? [])] : [];
    return names.get(meant.length === 1 ? meant[0]! : key)!;
  };
  return new Map(byCount.map((spelling) => [spelling, nameOf(spelling)]));
}

/** What somebody typed as the place writes it already; tidy and as it is where it is new. */
export function asKnown(typed: string, counts: ReadonlyMap<string, number>): string {
  const tidy = tidyText(typed);
  return namesOf(counts.has(tidy) ? counts : new Map([...counts, [tidy, 0]])).get(tidy)!;
}

/** How many have each of these names; who has none counts nowhere. */
export function tallyOf(names: Iterable<string | undefined>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
