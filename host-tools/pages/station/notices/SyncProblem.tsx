/** What stopped a sync: what happened, whether anything is lost, what to do next. */

import { explainError } from "../../../station/explanations.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { SupportLine } from "../../shared/components/SupportLine.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { SYNC } from "../texts/sync.ts";

interface SyncProblemProps {
  readonly error: unknown;
  readonly testId?: string;
}

export function SyncProblem({ error, testId = "problem" }: SyncProblemProps) {
  const language = useLanguage();
  const t = useTexts(SYNC);
  const explained = explainError(error);
  const { what, lost, next } = explained[language];
  const isGentle = explained.code === "none-chosen";
  return (
    <div data-testid={testId} data-code={explained.code}>
      <Notice tone={isGentle ? "amber" : "red"} title={what} live>
        <p>{lost}</p>
        <p>
          <strong>{next}</strong>
        </p>
        {explained.code === "browser-stuck" && (
          <button type="button" class="button primary" data-testid="reload" onClick={() => location.reload()}>
            {t.reload}
          </button>
        )}
        {explained.code === "unexpected" && <p class="small">{t.readOut(String(error))}</p>}
        {!isGentle && <SupportLine />}
      </Notice>
    </div>
  );
}
