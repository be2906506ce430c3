import { tidyText } from "./texts.ts";

/**
 * Vietnamese phone numbers as people say them, 0912 345 678 or +84 912 345 678, and one form in which they are kept.
 * Mobile numbers have nine digits behind the 0, landlines nine or ten (Ministry's plan of 2017-2018).
 */
const WITHOUT_ZERO = /^(?:[35789]\d{8}|2\d{8,9})$/;

/** The kept form "+84…", or undefined for what is no Vietnamese number. Separators and invisible characters are ignored. */
export function normalPhone(text: string): string | undefined {
  const digits = tidyText(text)
    .normalize("NFKC")
    .replace(/[\s().\p{Pd}]/gu, "");
  const rest = /^(?:\+84|0084|84(?=\d{9,10}$)|0)(\d+)$/.exec(digits)?.[1];
  // "+84 0912…" is often written too.
  const national = rest?.replace(/^0/, "");
  return national !== undefined && WITHOUT_ZERO.test(national) ? `+84${national}` : undefined;
}

/** As people read it: 0912 345 678. */
export function readablePhone(phone: string): string {
  return phone.replace(/^\+84/, "0").replace(/^(\d{4})(\d{3})(\d{3,4})$/, "$1 $2 $3");
}

/** The kept form of a phone of a person; undefined when there is none, "bad" when it is no number. */
export function keptPhone(text: string | undefined): string | undefined | "bad" {
  if (text === undefined || tidyText(text) === "") return undefined;
  return normalPhone(text) ?? "bad";
}
