import { Notice } from "../../../web/ui/components/Notice.tsx";
import { useTexts } from "../../../web/ui/language.ts";
import { useStore } from "../../../web/ui/store.ts";
import { FRAME } from "../texts/frame.ts";
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
