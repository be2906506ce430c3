/** Cấp thẻ liên tiếp: a card, the questions, a label, the next card. */
import { useState } from "preact/hooks";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { useTexts } from "../../shared/language.ts";
import { AskAndScan } from "../counter/AskAndScan.tsx";
import { Household } from "../counter/Household.tsx";
import { KnownPerson } from "../counter/KnownPerson.tsx";
import { LabelScan } from "../counter/LabelScan.tsx";
import { type CounterStep, useCounter } from "../counter/use-counter.ts";
import { WhoNext } from "../counter/WhoNext.tsx";
import { LikelyDoublesStep } from "../people/LikelyDoublesStep.tsx";
import { OtherTokensStep } from "../people/OtherTokensStep.tsx";
import { PersonForm } from "../people/PersonForm.tsx";
import { StockQuestion } from "../people/StockQuestion.tsx";
import { Unfinished } from "../people/Unfinished.tsx";
import { COUNTER } from "../texts/counter.ts";
import { PEOPLE } from "../texts/people.ts";

export function CounterScreen() {
  const t = useTexts(COUNTER);
  const p = useTexts(PEOPLE);
  const counter = useCounter();
  const { journey, work, family } = counter;
  const { step } = journey;
  if (!step) return null;
  const isFirst = step.kind === "who";
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      {journey.isToResume ? (
        <Unfinished journey={journey} text={t.unfinished} />
      ) : (
        <>
          {isFirst && <p>{t.lead}</p>}
          {family && (
            <Household family={family} onDone={isFirst ? () => counter.setFamily(undefined) : undefined} />
          )}
          <Steps counter={counter} />
          {!isFirst && step.kind !== "form" && step.kind !== "doubles" && (
            <button
              type="button"
              class="button quiet"
              data-testid="back"
              disabled={work.isBusy}
              onClick={journey.back}
            >
              {p.back}
            </button>
          )}
        </>
      )}
    </div>
  );
}

type Counter = ReturnType<typeof useCounter>;
type StepOf<K extends CounterStep["kind"]> = Extract<CounterStep, { kind: K }>;

function Steps({ counter }: { readonly counter: Counter }) {
  const { journey, work } = counter;
  // What a queue has heard together it has heard as long as this screen is open.
  const [isHeard, setHeard] = useState(false);
  const { step, back } = journey;
  switch (step?.kind) {
    case undefined:
      return null;
    case "who":
      return (
        <>
          <Failure error={work.error} />
          <WhoNext {...counter} last={step.last} refused={step.refused} onFamily={counter.setFamily} />
        </>
      );
    case "form":
      return <Form counter={counter} step={step} />;
    case "doubles":
      return (
        <LikelyDoublesStep
          {...step}
          work={work}
          onSame={counter.onKnown}
          onAnother={() => counter.isAnother(step)}
          onBack={back}
        />
      );
    case "ask":
      return <Ask counter={counter} step={step} isHeard={isHeard} onHeard={setHeard} />;
    case "label":
      return <Label counter={counter} step={step} />;
    case "others":
      return (
        <OtherTokensStep
          {...step}
          given={step.serial}
          work={work}
          onDecided={(others) => counter.give(step.person, step.serial, others)}
        />
      );
    case "stock":
      return (
        <StockQuestion
          {...step}
          given={step.serial}
          work={work}
          onAnyway={() => counter.give(step.person, step.serial, step.others, true)}
          onOther={() => counter.onKnown(step.person)}
        />
      );
  }
}

interface FormProps {
  readonly counter: Counter;
  readonly step: StepOf<"form">;
}

function Form({ counter: { journey, work, family, look }, step }: FormProps) {
  const { ids, planned, typed } = step;
  return (
    <PersonForm
      name={typed.fields.name}
      typed={typed}
      work={work}
      collector={family?.collector}
      onTyped={(now) => journey.amend({ ...step, typed: now })}
      onPerson={(person, isChild) => look({ ids, person, isChild, ...(planned ? { planned } : {}) })}
      onBack={journey.back}
    />
  );
}

interface AskProps {
  readonly counter: Counter;
  readonly step: StepOf<"ask">;
  readonly isHeard: boolean;
  readonly onHeard: (isHeard: boolean) => void;
}

function Ask({ counter, step, ...heard }: AskProps) {
  return (
    <AskAndScan
      {...heard}
      step={step}
      work={counter.work}
      family={counter.family}
      onAnswers={(answers) => counter.journey.amend({ ...step, answers })}
      onAgreed={(consent, serial) => counter.agree(step, consent, serial)}
      onRefused={() => counter.refuse(step.planned)}
      onCaredFor={() => counter.caredFor(step)}
    />
  );
}

interface LabelProps {
  readonly counter: Counter;
  readonly step: StepOf<"label">;
}

function Label({ counter: { work, give }, step: { person } }: LabelProps) {
  const take = (serial: number) => {
    give(person, serial);
    return true;
  };
  return (
    <>
      <Failure error={work.error} />
      <KnownPerson person={person} />
      <LabelScan isFocused isBusy={work.isBusy} take={take} />
    </>
  );
}
