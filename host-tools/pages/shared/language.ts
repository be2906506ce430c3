/** Vietnamese first, English beside it; the choice is remembered on this computer. */
import { openStore, useStore } from "./store.ts";

const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT_AS = "language";

function kept(): Language {
  try {
    return localStorage.getItem(KEPT_AS) === "en" ? "en" : "vi";
  } catch {
    return "vi";
  }
}

/** Vietnamese until the script has taken the page's frame over, which stands in the HTML in Vietnamese. */
const language = openStore<Language>("vi");

export function showKeptLanguage(): void {
  show(kept());
}

function show(chosen: Language): void {
  language.set(chosen);
  document.documentElement.lang = chosen;
}

export function chooseLanguage(chosen: Language): void {
  show(chosen);
  try {
    localStorage.setItem(KEPT_AS, chosen);
  } catch {
    // A browser that keeps nothing starts in Vietnamese again.
  }
}

/** A table of texts; the English one has the same keys as the Vietnamese. */
export type Both<T> = Readonly<Record<Language, T>>;

export function useTexts<T>(table: Both<T>): T {
  return table[useStore(language)];
}

export function useLanguage(): Language {
  return useStore(language);
}
