/** What stopped a sync: what happened, whether anything is lost, what to do next. */

import { explainError } from "../../../station/explanations.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { SupportLine } from "../../shared/components/SupportLine.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SYNC } from "../texts/sync.ts";

interface SyncProblemProps {
  readonly error: unknown;
  /** Nothing was begun yet: nothing can be lost, and all else goes on. */
  readonly isAhead?: boolean;
}

export function SyncProblem({ error, isAhead = false }: SyncProblemProps) {
  const language = useLanguage();
  const t = useTexts(SYNC);
  const explained = explainError(error);
  const { what, lost, next } = explained[language];
  const isGentle = isAhead || explained.code === "none-chosen";
  return (
    <div data-testid={isAhead ? "no-bluetooth" : "problem"} data-code={explained.code}>
      <Notice tone={isGentle ? "amber" : "red"} title={what} live>
        {!isAhead && <p>{lost}</p>}
        <p>
          <strong>{next}</strong>
        </p>
        {explained.code === "browser-stuck" && (
          <button type="button" class="button primary" data-testid="reload" onClick={() => location.reload()}>
            {t.reload}
          </button>
        )}
        {explained.code === "unexpected" && <p class="small">{t.readOut(String(error))}</p>}
        {(isAhead || !isGentle) && <SupportLine />}
      </Notice>
    </div>
  );
}
