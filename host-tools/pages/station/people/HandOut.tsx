/** Cấp thẻ: which token, for whom, agreed, done. The same steps at the station, on a home visit and in a class. */
import { useEffect, useState } from "preact/hooks";
import type { Resembling, RosterEntry } from "../../../contract/roster.ts";
import type { OtherTokens } from "../../../contract/tokens.ts";
import { NoNetwork } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import type { Both } from "../../shared/language.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { entryOf } from "../services/resembling.ts";
import { useStation } from "../services/station-context.ts";
import type { HeardConsent, NewIds, Outcome, Registry, TypedPerson } from "../services/types.ts";
import { LikelyDoubles, WearsOther } from "../services/undecided.ts";
import { PEOPLE } from "../texts/people.ts";
import { ConsentStep } from "./ConsentStep.tsx";
import { HandedOut } from "./HandedOut.tsx";
import { LabelInput } from "./LabelInput.tsx";
import { LikelyDoublesStep } from "./LikelyDoublesStep.tsx";
import { OtherTokensStep } from "./OtherTokensStep.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { PersonLine } from "./PersonLine.tsx";
import { PersonSearch } from "./PersonSearch.tsx";
import { type CheckedToken, mayBeHandedOut, TokenCheck } from "./TokenCheck.tsx";

/** Somebody who is to be added. */
interface Newcomer {
  readonly person: TypedPerson;
  readonly isChild: boolean;
}

type Step =
  | { readonly kind: "token" }
  | { readonly kind: "person" }
  | { readonly kind: "new"; readonly name: string }
  /** With the consent where they had agreed before it was asked. */
  | ({
      readonly kind: "doubles";
      readonly found: readonly Resembling[];
      readonly consent?: HeardConsent;
    } & Newcomer)
  | ({ readonly kind: "consent"; readonly another: boolean } & Newcomer)
  | { readonly kind: "others"; readonly person: RosterEntry; readonly serials: readonly number[] }
  | { readonly kind: "refused"; readonly say: Both<string> }
  | { readonly kind: "done"; readonly person: RosterEntry; readonly outcome: Outcome };

interface HandOutProps {
  /** Known already: from a roster, or from a lost token. */
  readonly person?: RosterEntry;
  readonly channel?: HeardConsent["channel"];
  readonly preset?: { readonly hamlet?: string; readonly group?: string };
  readonly onDone?: () => void;
}

export function HandOut({ person: given, channel = "station", preset, onDone }: HandOutProps) {
  const t = useTexts(PEOPLE);
  const { token, step, go, work, check, give, look, another, addAndGive, refuse, again } = useHandOut();
  const mayGoOn = token !== undefined && mayBeHandedOut(token);
  return (
    <div class="stack">
      {step.kind === "token" && (
        <>
          <h2>{t.whichToken}</h2>
          <Failure error={work.error} />
          <LabelInput onSerial={check} isBusy={work.isBusy} />
        </>
      )}
      {step.kind !== "token" && step.kind !== "done" && step.kind !== "refused" && token && (
        <TokenCheck token={token} onOther={again} />
      )}
      {step.kind === "person" && mayGoOn && (
        <ForWhom given={given} work={work} give={give} onNew={(name) => go({ kind: "new", name })} />
      )}
      {step.kind === "new" && (
        <PersonForm
          name={step.name}
          {...(preset ? { preset } : {})}
          work={work}
          onPerson={(person, isChild) => look({ person, isChild })}
          onBack={() => go({ kind: "person" })}
        />
      )}
      {step.kind === "doubles" && (
        <LikelyDoublesStep
          {...step}
          work={work}
          onSame={give}
          onAnother={() => another(step)}
          onBack={() => go({ kind: "person" })}
        />
      )}
      {step.kind === "others" && token && (
        <OtherTokensStep
          {...step}
          given={token.serial}
          work={work}
          onDecided={(others) => give(step.person, others)}
        />
      )}
      {step.kind === "consent" && (
        <ConsentStep
          {...step}
          channel={channel}
          work={work}
          onAgreed={(consent) => addAndGive(step, consent, step.another)}
          onRefused={refuse}
        />
      )}
      {step.kind === "refused" && (
        <Refused say={step.say} next={onDone ?? again} isList={onDone !== undefined} />
      )}
      {step.kind === "done" && token && (
        <HandedOut
          serial={token.serial}
          person={step.person}
          outcome={step.outcome}
          onAgain={onDone ?? again}
          isList={onDone !== undefined}
        />
      )}
    </div>
  );
}

/** What is known of a token; undefined without a network. */
async function stateOf(serial: number, registry: Registry): Promise<CheckedToken["state"]> {
  try {
    return await registry.token(serial);
  } catch (error) {
    if (error instanceof NoNetwork) return undefined;
    throw error;
  }
}

const newIds = (): NewIds => ({ id: crypto.randomUUID(), key: crypto.randomUUID() });

/** Which token is handed out, how far it has come, and what each step does. */
function useHandOut() {
  const { registry } = useStation().station;
  const [token, setToken] = useState<CheckedToken>();
  const [step, go] = useState<Step>({ kind: "token" });
  // One way through the steps adds one person, however often somebody presses.
  const [ids, setIds] = useState(newIds);
  const work = useWork();
  // The next step begins at its top, wherever the last one ended.
  useEffect(() => window.scrollTo(0, 0), [step.kind]);

  const check = (serial: number) =>
    work.run(async () => {
      setToken({ serial, state: await stateOf(serial, registry) });
      go({ kind: "person" });
    });
  const give = (person: RosterEntry, others: OtherTokens = []) =>
    work.run(async () => {
      const { serial, state } = token!;
      const handOver = state?.wearer !== undefined && state.wearer.id !== person.id;
      try {
        const outcome = await registry.handOut(serial, person.id, { handOver, others });
        go({ kind: "done", person, outcome });
      } catch (error) {
        if (!(error instanceof WearsOther)) throw error;
        go({ kind: "others", person, serials: error.serials });
      }
    });
  const look = (newcomer: Newcomer) =>
    work.run(async () => {
      const found = await registry.doubles(newcomer.person);
      if (found.length > 0) go({ kind: "doubles", found, ...newcomer });
      else go({ kind: "consent", another: false, ...newcomer });
    });
  const addAndGive = ({ person, isChild }: Newcomer, consent: HeardConsent, another: boolean) =>
    work.run(async () => {
      try {
        await registry.addPerson(person, consent, another, ids);
        const outcome = await registry.handOut(token!.serial, ids.id, { handOver: true, others: [] });
        go({ kind: "done", person: entryOf(ids.id, person), outcome });
      } catch (error) {
        if (!(error instanceof LikelyDoubles)) throw error;
        go({ kind: "doubles", found: error.persons, person, isChild, consent });
      }
    });
  const another = ({ person, isChild, consent }: Newcomer & { readonly consent?: HeardConsent }) =>
    consent
      ? addAndGive({ person, isChild }, consent, true)
      : go({ kind: "consent", person, isChild, another: true });
  const refuse = () => work.run(async () => go({ kind: "refused", say: await registry.refused() }));
  const again = () => {
    setToken(undefined);
    setIds(newIds());
    go({ kind: "token" });
    work.clear();
  };
  return {
    token,
    step,
    go: (next: Step) => go(next),
    work,
    check,
    give,
    look,
    another,
    addAndGive,
    refuse,
    again,
  };
}

interface ForWhomProps {
  /** Known already. */
  readonly given: RosterEntry | undefined;
  readonly work: Work;
  readonly give: (person: RosterEntry) => void;
  readonly onNew: (name: string) => void;
}

function ForWhom({ given, work, give, onNew }: ForWhomProps) {
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
        <PersonSearch onPerson={give} onNew={onNew} />
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
