/** Whether somebody means this person and no other. */
import { foldedWords } from "../../../contract/names.ts";
import type { Person } from "../../../contract/persons.ts";
import { tidyText } from "../../../contract/texts.ts";

/** What somebody is called by: the last word of a Vietnamese name. */
export function givenName(name: string): string {
  return tidyText(name).split(" ").at(-1)!;
}

/** Their given name or whole name, with diacritics or without, or their year of birth. */
export function isMeant(typed: string, { name, birth }: Pick<Person, "name" | "birth">): boolean {
  const text = foldedWords(typed).join(" ");
  return [foldedWords(givenName(name)), foldedWords(name), [birth.slice(0, 4)]].some(
    (words) => words.join(" ") === text && text !== "",
  );
}
