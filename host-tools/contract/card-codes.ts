/**
 * The square codes of citizens' cards and of health-insurance cards: whose name and year of birth they hold. Public readers
 * disagree where in the citizen's card since July 2024 a field stands, so fields are told by their shape (12 digits, Nam or
 * Nữ, a date, words), and what is not sure is refused. Numbers, addresses and parents are read past and given to nobody.
 */
import { isDay } from "./province-time.ts";

export interface CardHolder {
  readonly name: string;
  /** "1950" */
  readonly birthYear: string;
}

export type CardRead =
  | { readonly kind: "holder"; readonly holder: CardHolder }
  /** It begins like a card's; hand-held readers send some codes in pieces. */
  | { readonly kind: "unfinished" }
  /** A card's, but name or birth is missing, told twice, or not what the number says. */
  | { readonly kind: "doubtful" }
  /** Another code, or something that was typed. */
  | { readonly kind: "other" };

const CITIZEN = /^\d{12}$/;
/** XX, benefit, province, ten digits of the book; ten digits alone on new cards. */
const INSURANCE = /^(?:[A-Z]{2}\d{13}|\d{10})$/;
const LEAST_CITIZEN_FIELDS = 6;
export const NAME_WORDS = /^[\p{L}\p{M}][\p{L}\p{M} .'’-]*$/u;
const SEXES = ["Nam", "Nữ"];

export function readCard(text: string): CardRead {
  const fields = text
    .normalize("NFC")
    .trim()
    .replace(/[\r\n]/g, "")
    .split("|");
  const [first, second] = [fields[0]!.trim(), fields[1]];
  if (second === undefined) return { kind: "other" };
  if (INSURANCE.test(first)) return insurance(fields);
  if (CITIZEN.test(first))
    return citizen(
      first,
      fields.slice(1).map((field) => field.trim()),
    );
  return { kind: "other" };
}

/** Whether a text may hold a card's number: it must not be looked up, nor leave the page. */
export function isCardText(text: string): boolean {
  return readCard(text).kind !== "other";
}

function citizen(number: string, fields: readonly string[]): CardRead {
  if (fields.length + 1 < LEAST_CITIZEN_FIELDS) return { kind: "unfinished" };
  const isEnd = (field: string) => yearOf(field) !== undefined || SEXES.includes(field);
  // In every order that is known the name is the only words before the first date or sex.
  const names = fields.slice(0, fields.findIndex(isEnd)).filter((field) => NAME_WORDS.test(field));
  const births = new Set(fields.filter((field) => yearOf(field) === yearIn(number)));
  const sexes = fields.filter((field) => SEXES.includes(field));
  const isSexRight = sexes.length === 1 && SEXES.indexOf(sexes[0]!) === Number(number[3]) % 2;
  if (names.length !== 1 || births.size !== 1 || !isSexRight) return { kind: "doubtful" };
  return { kind: "holder", holder: { name: names[0]!, birthYear: yearIn(number) } };
}

/** The fourth digit tells century and sex, the next two the year (Nghị định 137/2015). */
function yearIn(number: string): string {
  return String(1900 + 100 * Math.floor(Number(number[3]) / 2) + Number(number.slice(4, 6)));
}

/** Of ddMMyyyy; undefined for what is no date. */
function yearOf(field: string): string | undefined {
  const [, day, month, year] = /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(field) ?? [];
  return isDay(`${year}-${month}-${day}`) ? year : undefined;
}

function insurance(fields: readonly string[]): CardRead {
  if (fields.at(-1) !== "$") return { kind: "unfinished" };
  const name = wordsInHex(fields[1]!);
  const birthYear = /^(?:\d\d\/\d\d\/)?((?:19|20)\d\d)$/.exec(fields[2] ?? "")?.[1];
  if (name === undefined || birthYear === undefined) return { kind: "doubtful" };
  return { kind: "holder", holder: { name, birthYear } };
}

/** Words as hex of UTF-8; undefined for anything else. */
function wordsInHex(hex: string): string | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return undefined;
  const bytes = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  try {
    const name = new TextDecoder("utf-8", { fatal: true }).decode(bytes).normalize("NFC").trim();
    return NAME_WORDS.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
