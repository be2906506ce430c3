/** What people type to find somebody, understood alike by the server and by a station without a network. */
import { foldedWords } from "./names.ts";
import { normalPhone } from "./phones.ts";
import { tidyText } from "./texts.ts";

interface Sought {
  /** In the form in which they are kept; the whole number. */
  readonly phone?: string;
  readonly idNumber?: string;
  /** Folded: each begins a word of the name, of the hamlet or group, or the year of birth. */
  readonly words: readonly string[];
}

interface Findable {
  readonly name: string;
  /** Year, or whole date. */
  readonly birth: string;
  readonly hamlet?: string | undefined;
  readonly group?: string | undefined;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
}

/** A citizen's identity number, however its digits are grouped. */
function idNumberIn(text: string): string | undefined {
  const digits = text.normalize("NFKC").replace(/[\s.\p{Pd}]/gu, "");
  return /^(?:\d{9}|\d{12})$/.test(digits) ? digits : undefined;
}

export function soughtIn(text: string): Sought {
  const tidy = tidyText(text);
  const [phone, idNumber] = [normalPhone(tidy), idNumberIn(tidy)];
  if (phone !== undefined) return { phone, words: [] };
  if (idNumber !== undefined) return { idNumber, words: [] };
  const parts = tidy.split(" ");
  const numbers = parts.map((part) => ({ phone: normalPhone(part), idNumber: idNumberIn(part) }));
  const named = parts.filter((_, i) => !numbers[i]!.phone && !numbers[i]!.idNumber);
  const found = {
    phone: numbers.find((one) => one.phone)?.phone,
    idNumber: numbers.find((one) => one.idNumber)?.idNumber,
  };
  return {
    ...(found.phone === undefined ? {} : { phone: found.phone }),
    ...(found.idNumber === undefined ? {} : { idNumber: found.idNumber }),
    words: [...new Set(foldedWords(named.join(" ")))],
  };
}

/** Whether a word that is sought begins one of a text. */
export function hasWord(text: string | undefined, sought: string): boolean {
  return foldedWords(text ?? "").some((word) => word.startsWith(sought));
}

export function isSought({ phone, idNumber, words }: Sought, person: Findable): boolean {
  if (phone !== undefined && person.phone !== phone) return false;
  if (idNumber !== undefined && person.idNumber !== idNumber) return false;
  const text = [person.name, person.birth.slice(0, 4), person.hamlet, person.group].join(" ");
  return words.every((word) => hasWord(text, word));
}
