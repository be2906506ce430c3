/**
 * What a guard's scanner or camera reads of a visitor: told by its shape. Of cards the name and year of birth alone come out; anything
 * else has a kind, by which the page says what it is, and nothing of it is kept.
 */
import { type CardHolder, NAME_WORDS, readCard } from "./card-codes.ts";
import { readLabel } from "./label.ts";
import { CARD_DIGITS, type VisitWay } from "./visits.ts";

/**
 * doubtful: a card's that is not sure. unfinished: a part of one. token: a token's label. site: the code of a place, which phones scan.
 * link: an address. number: a number alone. unknown: among them VNeID's own, which changes and tells nobody else anything.
 */
const ODD_CODES = ["doubtful", "unfinished", "token", "site", "link", "number", "unknown"] as const;
export type OddCode = (typeof ODD_CODES)[number];

type VisitorCode =
  | { readonly kind: "holder"; readonly by: VisitWay; readonly holder: CardHolder }
  | { readonly kind: "token"; readonly serial: number }
  | { readonly kind: Exclude<OddCode, "token"> };

const CITIZEN = /^\d{12}\|/;
/** Some of its number is hidden. */
const MASKED = /^\*+\d*\|/;
/** Of this programme, and of those before it. */
const SITE = /\/den\/|qr\.tokhaiyte\.vn|qr\.pccovid\.gov\.vn/i;
const LINK = /^(?:https?:\/\/|www\.)/i;

export function readVisitorCode(text: string): VisitorCode {
  const code = text
    .normalize("NFC")
    .replace(/[\r\n]/g, "")
    .trim();
  const person = personalCode(code);
  if (person) return { kind: "holder", by: "code", holder: person };
  const card = readCard(code);
  if (card.kind === "holder") return { ...card, by: CITIZEN.test(code) ? "card" : "insurance" };
  if (card.kind !== "other") return card;
  if (MASKED.test(code)) return { kind: "unfinished" };
  if (SITE.test(code)) return { kind: "site" };
  if (LINK.test(code)) return { kind: "link" };
  if (!/^\d+$/.test(code)) return { kind: "unknown" };
  const label = readLabel(code);
  return label.kind === "serial" && code.length < 12 ? { ...label, kind: "token" } : { kind: "number" };
}

/** The common personal code of 2021: number, perhaps masked | name | birth | 0 own, 1 another's | id of the code | more. */
function personalCode(code: string): CardHolder | undefined {
  const [number, name, birth, whose] = code.split("|").map((field) => field.trim());
  const year = /^(?:\d\d[/-]?\d\d[/-]?)?((?:19|20)\d\d)$/.exec(birth ?? "")?.[1];
  const isOne = /^[*A-Z\d]*$/.test(number!) && /^[01]$/.test(whose ?? "");
  return isOne && year !== undefined && NAME_WORDS.test(name!) ? { name: name!, birthYear: year } : undefined;
}

/** A number and a stroke, as cards begin; the longest that a card can have. */
const BEGINNINGS = [/[A-Z]{2}\d{13}$/, /\d{12}$/, /\d{10}$/, /\*+\d*$/, /[A-Z]?\d{7,9}$/];

interface Scanned {
  /** What was typed before the scanner. */
  readonly before: string;
  readonly code: string;
}

/**
 * Where a hand-held scanner has begun to type into a field of people's words: undefined where somebody types. `isPhone`: digits belong
 * there, but twelve alone, which are a citizen's number.
 */
export function scannedIn(text: string, isPhone = false): Scanned | undefined {
  const stroke = text.indexOf("|");
  const head = stroke < 0 ? "" : text.slice(0, stroke);
  const number = BEGINNINGS.map((one) => one.exec(head)?.[0]).find((found) => found !== undefined);
  if (number !== undefined) return split(text, stroke - number.length);
  const link = text.search(/https?:\/\//i);
  if (link >= 0) return split(text, link);
  const digits = (isPhone ? /(?<![+\d])\d{12}(?!\d)/ : CARD_DIGITS).exec(text);
  return digits ? split(text, digits.index) : undefined;
}

const split = (text: string, at: number): Scanned => ({ before: text.slice(0, at), code: text.slice(at) });
