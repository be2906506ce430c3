import { useState } from "preact/hooks";
import type { CaseDates, CaseView } from "../../../contract/cases.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { DateField } from "../controls/DateField.tsx";
import { RuleChoice } from "../controls/RuleChoice.tsx";
import { goTo, useDesk } from "../services/desk-context.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { dayText } from "../texts/dates.ts";
import { DESK } from "../texts/desk.ts";

interface SettingsProps {
  readonly of: CaseView;
  readonly changed: () => void;
}

/** Dates, infectious period, definition; and the end of the case. */
export function CaseSettings({ of, changed }: SettingsProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const { api } = useDesk();
  const [tested, setTested] = useState(of.tested);
  const [onset, setOnset] = useState(of.onset ?? "");
  const [from, setFrom] = useState(of.isByHand ? of.from : "");
  const [to, setTo] = useState(of.isByHand ? of.to : "");
  const [rule, setRule] = useState(of.rule);
  const [isSaved, setSaved] = useState(false);
  const work = useWork();
  const save = () =>
    work.run(async () => {
      const dates = Object.entries({ onset, from, to }).filter(([, value]) => value !== "");
      const body: CaseDates = { tested, rule, ...Object.fromEntries(dates) };
      await api.send("PUT", `/api/cases/${of.id}`, body);
      setSaved(true);
      changed();
    });
  const close = () =>
    work.run(async () => {
      await api.send("POST", `/api/cases/${of.id}/closing`);
      goTo("");
    });
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
            <DateField label={d.tested} name="tested" value={tested} onValue={setTested} isRequired />
            <DateField label={d.onset} name="onset" value={onset} onValue={setOnset} />
          </div>
          <div class="row">
            <DateField label={t.fromDate} name="from" value={from} onValue={setFrom} />
            <DateField label={t.toDate} name="to" value={to} onValue={setTo} />
          </div>
          <p class="small soft">{t.byRule(dayText(of.from), dayText(of.to))}</p>
          <RuleChoice rule={rule} choose={setRule} />
          <Failure error={work.error} />
          {isSaved && <p role="status">{t.saved}</p>}
          <button type="submit" class="button primary" disabled={work.isBusy}>
            {t.save}
          </button>
        </form>
      </details>
      <details class="no-print" data-testid="closing">
        <summary>{t.closing}</summary>
        <div class="stack">
          <p>{t.closeLead}</p>
          <button type="button" class="button danger" disabled={work.isBusy} onClick={close}>
            {t.closeNow}
          </button>
        </div>
      </details>
    </>
  );
}
