import { chooseLanguage, useLanguage } from "../language.ts";

/** Names the language that it changes to, in that language. */
export function LanguageButton() {
  const other = useLanguage() === "vi" ? "en" : "vi";
  return (
    <button type="button" class="button quiet" lang={other} onClick={() => chooseLanguage(other)}>
      {other === "en" ? "English" : "Tiếng Việt"}
    </button>
  );
}
