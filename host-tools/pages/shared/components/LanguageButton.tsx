import { chooseLanguage, useLanguage } from "../language.ts";

/** Names the language that it changes to, in that language. */
export function LanguageButton() {
  const other = useLanguage() === "vi" ? "en" : "vi";
  const name = other === "en" ? "English" : "Tiếng Việt";
  const short = other.toUpperCase();
  return (
    <button
      type="button"
      class="button quiet"
      lang={other}
      aria-label={`${name} – ${short}`}
      onClick={() => chooseLanguage(other)}
    >
      <span class="wide">{name}</span>
      <span class="tight">{short}</span>
    </button>
  );
}
