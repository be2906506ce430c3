/**
 * Sentences of the text of consent, word for word, with its version: nothing in the kit says them in other words. A new version is
 * looked at here before it goes into print.
 */
import { consentText, currentConsentText, isSince } from "../contract/consent-texts.ts";
import type { Purpose } from "../contract/vocabulary.ts";
import type { Language } from "./language.ts";

const PARTS = ["helps", "notes", "read", "gates", "seen", "names", "kept", "rights", "free"] as const;
type ConsentPart = (typeof PARTS)[number];

/** What the lines of each version are about, in their order. */
const ORDER: Readonly<Record<string, readonly ConsentPart[]>> = { "2026-3": PARTS, "2026-4": PARTS };
const OLDEST = "2026-3";

export interface ConsentLines {
  readonly version: string;
  /** All of it, as it is read aloud. */
  readonly all: readonly string[];
  /** Each is asked alone, and may be answered with no. */
  readonly optional: readonly { readonly purpose: Purpose; readonly lines: readonly string[] }[];
  readonly part: (name: ConsentPart) => string;
}

/** The text that is read on a day. */
export function consentLines(day: string, language: Language): ConsentLines {
  const current = currentConsentText(day);
  const text = isSince(current.version, OLDEST) ? current : consentText(OLDEST)!;
  const order = ORDER[text.version];
  const all = text[language].split("\n");
  if (order?.length !== all.length) throw new Error(`${text.version}: look at it in consent-lines.ts`);
  return {
    version: text.version,
    all,
    optional: (text.optional ?? []).map(({ purpose, ...words }) => ({
      purpose,
      lines: words[language].split("\n"),
    })),
    part: (name) => all[order.indexOf(name)]!,
  };
}
