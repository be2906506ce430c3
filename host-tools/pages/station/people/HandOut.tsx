/** Cấp thẻ: which token, for whom, agreed, done. The same steps at the station, on a home visit and in a class. */
import type { PlannedPerson } from "../../../contract/lists.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import type { Both } from "../../shared/language.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import type { HeardConsent } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { ConsentStep } from "./ConsentStep.tsx";
import { HandedOut } from "./HandedOut.tsx";
import { LabelInput } from "./LabelInput.tsx";
import { LikelyDoublesStep } from "./LikelyDoublesStep.tsx";
import { OtherTokensStep } from "./OtherTokensStep.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { PersonLine } from "./PersonLine.tsx";
import { PersonSearch } from "./PersonSearch.tsx";
import { NO_FIELDS, typedOf } from "./person-fields.ts";
import { StockQuestion } from "./StockQuestion.tsx";
import { mayBeHandedOut, TokenCheck } from "./TokenCheck.tsx";
import { Unfinished } from "./Unfinished.tsx";
import { type HandOutStep, useHandOut } from "./use-hand-out.ts";

interface HandOutProps {
  /** Known already: from a roster, or from a lost token. */
  readonly person?: RosterEntry;
  readonly channel?: HeardConsent["channel"];
  readonly preset?: { readonly hamlet?: string; readonly group?: string };
  readonly onDone?: () => void;
}

export function HandOut({ person: given, channel = "station", preset, onDone }: HandOutProps) {
  const t = useTexts(PEOPLE);
  const deeds = useHandOut(given?.id);
  const { journey, work, check } = deeds;
  const { step, restart } = journey;
  if (!step) return null;
  if (journey.isToResume) return <Unfinished journey={journey} text={t.handOutUnfinished} />;
  if (step.kind === "refused")
    return <Refused say={step.say} next={onDone ?? restart} isList={onDone !== undefined} />;
  if (step.kind === "token")
    return (
      <div class="stack">
        <h2>{t.whichToken}</h2>
        <Failure error={work.error} />
        <LabelInput onSerial={check} isBusy={work.isBusy} />
      </div>
    );
  if (step.kind === "done")
    return (
      <HandedOut
        serial={step.token.serial}
        person={step.person}
        outcome={step.outcome}
        onAgain={onDone ?? restart}
        isList={onDone !== undefined}
      />
    );
  return (
    <div class="stack">
      <TokenCheck token={step.token} onOther={restart} />
      <Middle deeds={deeds} step={step} given={given} channel={channel} preset={preset} />
    </div>
  );
}

interface MiddleProps {
  readonly deeds: ReturnType<typeof useHandOut>;
  readonly step: Exclude<HandOutStep, { kind: "token" | "done" | "refused" }>;
  readonly given: RosterEntry | undefined;
  readonly channel: HeardConsent["channel"];
  readonly preset: HandOutProps["preset"];
}

/** The steps between the token and the end; each can go back. */
function Middle({ deeds, step, given, channel, preset }: MiddleProps) {
  const t = useTexts(PEOPLE);
  const { journey, work, give, look, another, addAndGive, refuse } = deeds;
  const { go, amend, back } = journey;
  const { token, ids } = step;
  const begun = { token, ids };
  if (step.kind === "new")
    return (
      <PersonForm
        name={step.name}
        {...(preset ? { preset } : {})}
        {...(step.typed ? { typed: step.typed } : {})}
        work={work}
        onTyped={(typed) => amend({ ...step, typed })}
        onPerson={(person, isChild) => look(begun, { person, isChild, ...rowOf(step) })}
        onBack={back}
      />
    );
  if (step.kind === "doubles")
    return (
      <LikelyDoublesStep
        {...step}
        work={work}
        onSame={(person) => give(begun, person)}
        onAnother={() => another(begun, step)}
        onBack={back}
      />
    );
  return (
    <>
      {step.kind === "person" && mayBeHandedOut(token) && (
        <ForWhom
          given={given}
          work={work}
          give={(person) => give(begun, person)}
          onNew={(name, birth) => go({ ...begun, kind: "new", name, ...typedFrom(name, birth, preset) })}
          onPlanned={(planned) =>
            go({ ...begun, kind: "new", name: planned.name, typed: typedOf(planned), planned })
          }
        />
      )}
      {(step.kind === "others" || step.kind === "stock") && <Undecided deeds={deeds} step={step} />}
      {step.kind === "consent" && (
        <ConsentStep
          {...step}
          channel={channel}
          work={work}
          onAnswers={(answers) => amend({ ...step, answers })}
          onAgreed={(consent) => addAndGive(begun, step, consent, step.another)}
          onRefused={() => refuse(step.planned)}
        />
      )}
      <button type="button" class="button quiet" data-testid="back" disabled={work.isBusy} onClick={back}>
        {t.back}
      </button>
    </>
  );
}

/** What the server wants to be told before the token is the person's. */
function Undecided({
  deeds: { journey, work, give },
  step,
}: Pick<MiddleProps, "deeds"> & { readonly step: Extract<HandOutStep, { kind: "others" | "stock" }> }) {
  const { token, ids, person } = step;
  const begun = { token, ids };
  const common = { given: token.serial, work };
  if (step.kind === "others")
    return <OtherTokensStep {...step} {...common} onDecided={(others) => give(begun, person, others)} />;
  return (
    <StockQuestion
      {...step}
      {...common}
      onAnyway={() => give(begun, person, step.others, true)}
      onOther={() => journey.go({ kind: "token" })}
    />
  );
}

interface ForWhomProps {
  /** Known already. */
  readonly given: RosterEntry | undefined;
  readonly work: Work;
  readonly give: (person: RosterEntry) => void;
  readonly onNew: (name: string, birthYear?: string) => void;
  /** Somebody of a list. */
  readonly onPlanned: (planned: PlannedPerson) => void;
}

/** The form as a card fills it in; nothing where none was read. */
function typedFrom(name: string, birth: string | undefined, preset: HandOutProps["preset"]) {
  if (birth === undefined) return {};
  return { typed: { fields: { ...NO_FIELDS, ...preset, name, birth }, isPhoneShared: false } };
}

/** The row of a list, where one told of the person. */
function rowOf({ planned }: { readonly planned?: PlannedPerson }): { readonly planned?: PlannedPerson } {
  return planned ? { planned } : {};
}

function ForWhom({ given, work, give, onNew, onPlanned }: ForWhomProps) {
  const t = useTexts(PEOPLE);
  return (
    <>
      <h2>{t.forWhom}</h2>
      <Failure error={work.error} />
      {given ? (
        <>
          <div class="card row">
            <PersonLine person={given} />
          </div>
          <button
            type="button"
            class="button primary"
            data-testid="give"
            disabled={work.isBusy}
            onClick={() => give(given)}
          >
            {t.handOutTitle}
          </button>
        </>
      ) : (
        <PersonSearch onPerson={give} onNew={onNew} onPlanned={onPlanned} />
      )}
    </>
  );
}

interface RefusedProps {
  readonly say: Both<string>;
  readonly next: () => void;
  /** It goes back to a list of people. */
  readonly isList: boolean;
}

function Refused({ say, next, isList }: RefusedProps) {
  const t = useTexts(PEOPLE);
  const language = useLanguage();
  return (
    <>
      <Notice tone="note" title={t.refusedTitle} live>
        <p>{say[language]}</p>
        <p>{t.refusedNext}</p>
      </Notice>
      <button type="button" class="button primary" onClick={next}>
        {isList ? t.back : t.another}
      </button>
    </>
  );
}
