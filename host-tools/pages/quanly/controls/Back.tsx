import { useTexts } from "../../shared/language.ts";
import { HOME } from "../texts/home.ts";

/** The way out of a screen, above it. */
export function Back({ to = "", text }: { readonly to?: string; readonly text?: string }) {
  const t = useTexts(HOME);
  return (
    <p class="back no-print">
      <a class="button quiet" href={`#/${to}`}>
        ← {text ?? t.back}
      </a>
    </p>
  );
}
