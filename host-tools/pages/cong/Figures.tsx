import type { GuardScreen } from "../../contract/guard-screen.ts";
import { toldText } from "../../contract/small-numbers.ts";
import { numberText } from "../shared/format.ts";
import { useLanguage, useTexts } from "../shared/language.ts";
import { TEXTS } from "./texts.ts";

/** What the gate counts, large enough to be read in passing. */
export function Figures({ screen }: { readonly screen: GuardScreen }) {
  const t = useTexts(TEXTS);
  const language = useLanguage();
  const { inside, passages } = screen;
  return (
    <dl class="figures">
      {inside && (
        <div>
          <dt>{t.inside}</dt>
          <dd data-testid="inside">{toldText(inside)}</dd>
        </div>
      )}
      <div>
        <dt>
          {t.passages} <span class="small">({t.passagesLead})</span>
        </dt>
        <dd data-testid="passages">{numberText(passages, language)}</dd>
      </div>
    </dl>
  );
}
