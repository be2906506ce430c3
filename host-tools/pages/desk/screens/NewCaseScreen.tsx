import { useState } from "preact/hooks";
import type { CaseView, NewCase, RuleId } from "../../../contract/cases.ts";
import { tidyText } from "../../../contract/texts.ts";
import type { CaseGround } from "../../../contract/vocabulary.ts";
import { ApiProblem } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { Choice, optionsOf } from "../controls/Choice.tsx";
import { DateField } from "../controls/DateField.tsx";
import { RuleChoice } from "../controls/RuleChoice.tsx";
import { goTo, useDesk } from "../services/desk-context.ts";
import { DESK } from "../texts/desk.ts";
import { WORDS } from "../texts/words.ts";
import { OpenAlready } from "./OpenAlready.tsx";
import { NOBODY, SubjectChoice, subjectOf } from "./SubjectChoice.tsx";

export function NewCaseScreen() {
  const t = useTexts(DESK);
  const w = useTexts(WORDS);
  const { api, account } = useDesk();
  const [typed, setTyped] = useState(NOBODY);
  const [reference, setReference] = useState("");
  const [ground, setGround] = useState<CaseGround>("pcr");
  const [tested, setTested] = useState("");
  const [onset, setOnset] = useState("");
  const [rule, setRule] = useState<RuleId>("two-metres-15-in-24");
  const [isEmergency, setEmergency] = useState(false);
  // One form is one case, however often it is sent.
  const [id] = useState(() => crypto.randomUUID());
  const work = useWork();
  const subject = subjectOf(typed, account.place);
  const open = (subject: NewCase["subject"], isAnother = false) =>
    work.run(async () => {
      const dates = { tested, ...(onset === "" ? {} : { onset }) };
      const body: NewCase = { id, subject, reference, ground, rule, emergency: isEmergency, ...dates };
      const opened = await api.send<CaseView>(
        ...(["POST", `/api/cases${isAnother ? "?another=true" : ""}`, body] as const),
      );
      goTo(opened.isOpen ? `case/${opened.id}` : "");
    });
  return (
    <form
      class="stack form"
      onSubmit={(event) => {
        event.preventDefault();
        if (subject) open(subject);
      }}
    >
      <Heading>{t.newCase}</Heading>
      <SubjectChoice typed={typed} change={setTyped} />
      <Field
        label={t.reference}
        hint={t.referenceHint}
        value={reference}
        onValue={(value) => setReference(tidyText(value).toUpperCase())}
        input={{ required: true, name: "reference", autocomplete: "off" }}
      />
      <Choice
        label={t.ground}
        name="ground"
        value={ground}
        onValue={setGround}
        options={optionsOf(w.ground)}
      />
      <div class="row">
        <DateField label={t.tested} name="tested" value={tested} onValue={setTested} isRequired />
        <DateField label={t.onset} name="onset" value={onset} onValue={setOnset} />
      </div>
      <RuleChoice rule={rule} choose={setRule} />
      <Emergency isEmergency={isEmergency} change={setEmergency} />
      <NotOpened work={work} openAnother={() => subject && open(subject, true)} />
      <div class="row">
        <button type="submit" class="button primary" disabled={!subject || work.isBusy}>
          {t.open}
        </button>
        <a class="button quiet" href="#/">
          {t.back}
        </a>
      </div>
    </form>
  );
}

/** Why it was not opened: a field that does not fit, or a case that there is already. */
function NotOpened({ work, openAnother }: { readonly work: Work; readonly openAnother: () => void }) {
  const t = useTexts(DESK);
  const known = work.error instanceof ApiProblem ? work.error.cases : [];
  if (known.length > 0) return <OpenAlready cases={known} isBusy={work.isBusy} openAnother={openAnother} />;
  const fields = { tested: t.tested, onset: t.onset, reference: t.reference, subject: t.who };
  return <Failure error={work.error} fields={fields} />;
}

interface EmergencyProps {
  readonly isEmergency: boolean;
  readonly change: (isEmergency: boolean) => void;
}

/** An emergency opens at once; any other case waits for a second person. */
function Emergency({ isEmergency, change }: EmergencyProps) {
  const t = useTexts(DESK);
  return (
    <>
      <label class="choice">
        <input type="checkbox" name="emergency" checked={isEmergency} onChange={() => change(!isEmergency)} />
        {t.emergency}
      </label>
      {!isEmergency && <p class="soft">{t.opensWaiting}</p>}
    </>
  );
}
