import type { KnownCase } from "../../../contract/changes.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { DESK } from "../texts/desk.ts";

interface OpenAlreadyProps {
  readonly cases: readonly KnownCase[];
  readonly isBusy: boolean;
  readonly openAnother: () => void;
}

/** There is a case of the same person or test: it can be looked at, or another one opened knowingly. */
export function OpenAlready({ cases, isBusy, openAnother }: OpenAlreadyProps) {
  const t = useTexts(DESK);
  return (
    <Notice tone="amber" title={t.openAlready} live>
      <ul data-testid="open-already">
        {cases.map(({ id, reference, openedAt, placeName }, i) => (
          <li key={id ?? i}>
            {id === undefined ? t.openElsewhere : <a href={`#/case/${id}`}>{t.caseOf(reference ?? "")}</a>}
            {openedAt && ` · ${t.opened} ${whenText(openedAt)}`}
            {placeName && ` · ${placeName}`}
          </li>
        ))}
      </ul>
      <button type="button" class="button danger" disabled={isBusy} onClick={openAnother}>
        {t.openAnother}
      </button>
    </Notice>
  );
}
