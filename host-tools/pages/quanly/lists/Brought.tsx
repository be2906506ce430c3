/** What became of a list: also that nothing changed, and which rows were not kept. */
import type { ListBrought } from "../../../contract/lists.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { LISTS } from "../texts/lists.ts";

export function Brought({ brought }: { readonly brought: ListBrought }) {
  const t = useTexts(LISTS);
  const language = useLanguage();
  const { created, updated, unchanged, waiting, skipped, moreSkipped } = brought;
  const isChanged = created + updated > 0;
  return (
    <div data-testid="brought">
      <Notice
        tone={skipped.length > 0 ? "amber" : isChanged ? "green" : "note"}
        title={isChanged ? t.brought : t.unchangedAll}
        live
      >
        <p>{t.counts(created, updated, unchanged, skipped.length + moreSkipped)}</p>
        {waiting > 0 && <p>{t.waitingOf(waiting)}</p>}
        {skipped.length > 0 && (
          <ul>
            {skipped.map((one) => (
              <li key={one.row}>{t.skipped(one.row, one[language])}</li>
            ))}
          </ul>
        )}
        {moreSkipped > 0 && <p>{t.moreSkipped(moreSkipped)}</p>}
      </Notice>
    </div>
  );
}
