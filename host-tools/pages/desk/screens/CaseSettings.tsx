import type { CaseView, RuleId } from "../../../contract/cases.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { dayText } from "../../shared/dates.ts";
import { goTo } from "../../shared/hash-route.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { DateField } from "../controls/DateField.tsx";
import { RuleChoice } from "../controls/RuleChoice.tsx";
import { useDesk } from "../services/desk-context.ts";
import { useSettingsEdits } from "../services/settings-edits.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import { SettingMeanwhile } from "./SettingMeanwhile.tsx";

interface SettingsProps {
  readonly of: CaseView;
  readonly changed: () => void;
}

/** Dates, infectious period, definition; and the end of the case. */
export function CaseSettings({ of, changed }: SettingsProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const { work, isSaved, conflicts, typed, set, save, settle } = useSettingsEdits(of, changed);
  return (
    <>
      <details class="no-print" data-testid="settings">
        <summary>{t.dates}</summary>
        <form
          class="stack form"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <div class="row">
            <DateField
              label={d.tested}
              name="tested"
              value={typed("tested")}
              onValue={(day) => set("tested", day)}
              isRequired
            />
            <DateField
              label={d.onset}
              name="onset"
              value={typed("onset")}
              onValue={(day) => set("onset", day)}
            />
          </div>
          <div class="row">
            <DateField
              label={t.fromDate}
              name="from"
              value={typed("from")}
              onValue={(day) => set("from", day)}
            />
            <DateField label={t.toDate} name="to" value={typed("to")} onValue={(day) => set("to", day)} />
          </div>
          <p class="small soft">{t.byRule(dayText(of.from), dayText(of.to))}</p>
          <RuleChoice rule={typed("rule") as RuleId} choose={(rule) => set("rule", rule)} />
          {conflicts.map((conflict) => (
            <SettingMeanwhile
              key={conflict.field}
              conflict={conflict}
              isBusy={work.isBusy}
              settle={(isMine) => settle(conflict, isMine)}
            />
          ))}
          <Failure
            error={work.error}
            fields={{ tested: d.tested, onset: d.onset, from: t.fromDate, to: t.toDate }}
          />
          {isSaved && <p role="status">{t.saved}</p>}
          <button type="submit" class="button primary" disabled={work.isBusy || conflicts.length > 0}>
            {t.save}
          </button>
        </form>
      </details>
      <Closing of={of} />
    </>
  );
}

function Closing({ of }: Pick<SettingsProps, "of">) {
  const t = useTexts(CONTACTS);
  const { api } = useDesk();
  const work = useWork();
  const close = () =>
    work.run(async () => {
      await api.send("POST", `/api/cases/${of.id}/closing`);
      goTo("");
    });
  return (
    <details class="no-print" data-testid="closing">
      <summary>{t.closing}</summary>
      <div class="stack">
        <p>{t.closeLead}</p>
        <Failure error={work.error} />
        <button type="button" class="button danger" disabled={work.isBusy} onClick={close}>
          {t.closeNow}
        </button>
      </div>
    </details>
  );
}
