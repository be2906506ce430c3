import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { FRAME } from "../texts/shell.ts";
import { newerPage } from "./page-version.ts";

/** Offers the newer page, where nothing that somebody does is cut short by it. */
export function NewerPage() {
  const t = useTexts(FRAME);
  const take = useStore(newerPage);
  if (!take) return null;
  return (
    <div data-testid="newer-page">
      <Notice tone="note" title={t.newerTitle} live>
        <p>{t.newerLead}</p>
        <button type="button" class="button" onClick={take}>
          {t.newerTake}
        </button>
      </Notice>
    </div>
  );
}
