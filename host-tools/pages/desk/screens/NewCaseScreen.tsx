import { useState } from "preact/hooks";
import type { CaseView, NewCase, RuleId } from "../../../contract/cases.ts";
import { tidyText } from "../../../contract/texts.ts";
import type { CaseGround } from "../../../contract/vocabulary.ts";
import { ApiProblem } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { goTo } from "../../shared/hash-route.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { Choice, optionsOf } from "../controls/Choice.tsx";
import { DateField, isToCome } from "../controls/DateField.tsx";
import { RuleChoice } from "../controls/RuleChoice.tsx";
import { useDesk } from "../services/desk-context.ts";
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
  const [days, setDays] = useState<TypedDays>({ tested: "", onset: "" });
  const [rule, setRule] = useState<RuleId>("two-metres-15-in-24");
  const [isEmergency, setEmergency] = useState(false);
  // One form is one case, however often it is sent.
  const [id] = useState(() => crypto.randomUUID());
  const work = useWork();
  const subject = subjectOf(typed, account.place);
  // What lacks is told at its field once somebody wants to go on.
  const [isTried, setTried] = useState(false);
  const isReady = reference !== "" && areDays(days);
  const open = (subject: NewCase["subject"], isAnother = false) =>
    work.run(async () => {
      const { tested, onset } = days;
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
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (subject && isReady) open(subject);
        else focusLacking(event.currentTarget);
      }}
    >
      <Heading>{t.newCase}</Heading>
      <SubjectChoice typed={typed} isLacking={isTried && !subject} change={setTyped} />
      <Field
        label={t.reference}
        hint={t.referenceHint}
        value={reference}
        onValue={(value) => setReference(tidyText(value).toUpperCase())}
        wrong={isTried && reference === "" ? t.lackReference : undefined}
        input={{ required: true, name: "reference", autocomplete: "off" }}
      />
      <Choice
        label={t.ground}
        name="ground"
        value={ground}
        onValue={setGround}
        options={optionsOf(w.ground)}
      />
      <Days typed={days} change={setDays} isTried={isTried} />
      <RuleChoice rule={rule} choose={setRule} />
      <Emergency isEmergency={isEmergency} change={setEmergency} />
      <NotOpened work={work} openAnother={() => subject && open(subject, true)} />
      <div class="row">
        <button type="submit" class="button primary" disabled={work.isBusy}>
          {t.open}
        </button>
        <a class="button quiet" href="#/">
          {t.back}
        </a>
      </div>
    </form>
  );
}

/** The first field that lacks something or is wrong, once that is told. */
function focusLacking(form: HTMLFormElement): void {
  const wrong = "fieldset:has(.wrong) input, [aria-invalid=true]";
  setTimeout(() => form.querySelector<HTMLElement>(wrong)?.focus());
}

interface TypedDays {
  readonly tested: string;
  readonly onset: string;
}

function areDays({ tested, onset }: TypedDays): boolean {
  return tested !== "" && !isToCome(tested) && !isToCome(onset);
}

interface DaysProps {
  readonly typed: TypedDays;
  readonly change: (typed: TypedDays) => void;
  readonly isTried: boolean;
}

/** Of the sample and of the first symptoms. */
function Days({ typed, change, isTried }: DaysProps) {
  const t = useTexts(DESK);
  return (
    <div class="row">
      <DateField
        label={t.tested}
        name="tested"
        value={typed.tested}
        onValue={(tested) => change({ ...typed, tested })}
        isRequired
        wrong={isTried && typed.tested === "" ? t.lackDay : undefined}
      />
      <DateField
        label={t.onset}
        name="onset"
        value={typed.onset}
        onValue={(onset) => change({ ...typed, onset })}
      />
    </div>
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
