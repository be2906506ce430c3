import type { RuleList } from "../../../contract/cases.ts";
import type { FieldValue, Meanwhile } from "../../../contract/changes.ts";
import { BothWords } from "../../shared/components/BothWords.tsx";
import { dayText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useAnswer } from "../services/desk-context.ts";
import type { Setting } from "../services/settings-edits.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";

interface MeanwhileProps {
  readonly conflict: Meanwhile;
  readonly isBusy: boolean;
  readonly settle: (isMine: boolean) => void;
}

/** Both words of a setting that a colleague has changed, too; nothing is saved before somebody has chosen. */
export function SettingMeanwhile({
  conflict: { field, now, wanted, by, at },
  isBusy,
  settle,
}: MeanwhileProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const language = useLanguage();
  const rules = useAnswer<RuleList>("/api/rules").value?.rules;
  const names: Readonly<Record<Setting, string>> = {
    tested: d.tested,
    onset: d.onset,
    from: t.fromDate,
    to: t.toDate,
    rule: d.rule,
  };
  const said = (value: FieldValue | undefined) => {
    if (typeof value !== "string") return t.notSet;
    return field === "rule"
      ? (rules?.find(({ id }) => id === value)?.name[language] ?? value)
      : dayText(value);
  };
  return (
    <BothWords
      name={names[field as Setting]}
      testId="setting-meanwhile"
      by={by}
      at={at}
      theirs={said(now)}
      mine={said(wanted)}
      isBusy={isBusy}
      settle={settle}
    />
  );
}
