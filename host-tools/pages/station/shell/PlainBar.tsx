import { LanguageButton } from "../../shared/components/LanguageButton.tsx";
import { useTexts } from "../../shared/language.ts";
import { FRAME } from "../texts/shell.ts";

/** Before anybody is signed in. */
export function PlainBar() {
  const t = useTexts(FRAME);
  return (
    <header class="bar">
      <img src="/icon.svg" alt="" width={40} height={40} class="logo" />
      <div class="place">
        <strong>{t.product}</strong>
      </div>
      <LanguageButton />
    </header>
  );
}
