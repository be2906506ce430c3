import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { whenText } from "../texts/dates.ts";

interface BothWordsProps {
  /** What a colleague has changed, too. */
  readonly name: string;
  readonly testId: string;
  /** Name of the account, and when in ISO form, where they are known. */
  readonly by: string | undefined;
  readonly at: string | undefined;
  readonly theirs: string;
  readonly mine: string;
  readonly isBusy: boolean;
  readonly settle: (isMine: boolean) => void;
}

/** Both words side by side; nothing is saved before somebody has chosen. */
export function BothWords({ name, testId, by, at, theirs, mine, isBusy, settle }: BothWordsProps) {
  const t = useTexts(CONTACTS);
  return (
    <Notice tone="amber" title={t.meanwhile(name)} live>
      <p data-testid={testId}>
        {at === undefined ? t.theirsBefore : t.theirs(by ?? t.somebody, whenText(at))}{" "}
        <strong>{theirs}</strong>
        <br />
        {t.mine} <strong>{mine}</strong>
      </p>
      <p class="row">
        <button type="button" class="button primary" disabled={isBusy} onClick={() => settle(false)}>
          {t.keepTheirs}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => settle(true)}>
          {t.writeMine}
        </button>
      </p>
    </Notice>
  );
}
