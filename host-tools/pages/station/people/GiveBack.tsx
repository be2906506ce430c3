/** Trả / thay / mất thẻ: whose token, what happened, and where it is due a new one at once. */
import { useEffect } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { Ending } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useJourney } from "../services/journey.ts";
import { useStation } from "../services/station-context.ts";
import type { Outcome } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { GivenBack } from "./GivenBack.tsx";
import { LabelInput } from "./LabelInput.tsx";
import { PersonSearch } from "./PersonSearch.tsx";
import { Replacement } from "./Replacement.tsx";
import { Unfinished } from "./Unfinished.tsx";
import { WhatHappened } from "./WhatHappened.tsx";

interface Worn {
  readonly person: RosterEntry;
  readonly serial: number;
}

interface Ended extends Worn {
  readonly text: string;
  readonly outcome: Outcome;
  /** The token that they got for it. */
  readonly fresh?: number;
}

type Step =
  | { readonly kind: "whose" }
  | { readonly kind: "nobody" }
  | { readonly kind: "nothing"; readonly person: RosterEntry }
  | { readonly kind: "which"; readonly person: RosterEntry; readonly serials: readonly number[] }
  | ({ readonly kind: "what" } & Worn)
  | ({ readonly kind: "new-token"; readonly ending: "lost" | "replaced" } & Worn)
  | ({ readonly kind: "done" } & Ended);

export function GiveBack() {
  const t = useTexts(PEOPLE);
  const { journey, work, byToken, byPerson, end } = useGiveBack();
  const { step, go, finish } = journey;
  const start = () => {
    work.clear();
    journey.restart();
  };
  if (!step) return null;
  if (journey.isToResume) return <Unfinished journey={journey} text={t.giveBackUnfinished} />;
  return (
    <div class="stack">
      <Failure error={work.error} />
      {step.kind === "whose" && (
        <>
          <section class="card stack">
            <h2>{t.byToken}</h2>
            <LabelInput onSerial={byToken} isBusy={work.isBusy} />
          </section>
          <section class="card stack">
            <h2>{t.byPerson}</h2>
            <PersonSearch onPerson={byPerson} />
          </section>
        </>
      )}
      {step.kind === "nobody" && (
        <Notice tone="amber" live>
          <p>{t.nobodyWears}</p>
        </Notice>
      )}
      {step.kind === "nothing" && <WearsNothing person={step.person} />}
      {step.kind === "which" && (
        <WhichToken {...step} onSerial={(serial) => go({ kind: "what", person: step.person, serial })} />
      )}
      {step.kind === "what" && (
        <WhatHappened
          {...step}
          isBusy={work.isBusy}
          onReturned={() => end(step, "returned", t.returned(tokenName(step.serial), step.person.name))}
          onReplace={() => go({ ...step, kind: "new-token", ending: "replaced" })}
          onLost={() => go({ ...step, kind: "new-token", ending: "lost" })}
        />
      )}
      {step.kind === "new-token" && (
        <Replacement
          {...step}
          onDone={(text, outcome, fresh) =>
            finish({ kind: "done", person: step.person, serial: step.serial, text, outcome, fresh })
          }
          onWithout={() =>
            end(
              step,
              step.ending === "lost" ? "lost" : "broken",
              (step.ending === "lost" ? t.lostOnly : t.brokenOnly)(step.person.name, tokenName(step.serial)),
            )
          }
        />
      )}
      {step.kind === "done" && <GivenBack {...step} />}
      {step.kind !== "whose" && (
        <button type="button" class="button" onClick={start}>
          {step.kind === "done" ? t.giveBackTitle : t.cancel}
        </button>
      )}
    </div>
  );
}

/** How far it has come, and what each step does. */
function useGiveBack() {
  const { registry } = useStation().station;
  const journey = useJourney<Step>("give-back", () => ({ kind: "whose" }));
  const { step, go, finish } = journey;
  const work = useWork();
  // The next step begins at its top, wherever the last one ended.
  useEffect(() => window.scrollTo(0, 0), [step?.kind]);

  const byToken = (serial: number) =>
    work.run(async () => {
      const person = (await registry.token(serial))?.wearer;
      if (person) go({ kind: "what", person, serial });
      else finish({ kind: "nobody" });
    });
  const byPerson = (found: RosterEntry) =>
    work.run(async () => {
      // A search tells no tokens; the roster does.
      const everybody = found.serials === undefined ? await registry.everybody() : [found];
      const person = everybody.find(({ id }) => id === found.id) ?? found;
      const { serials = [] } = person;
      const [serial] = serials;
      if (serial === undefined) finish({ kind: "nothing", person });
      else if (serials.length > 1) go({ kind: "which", person, serials });
      else go({ kind: "what", person, serial });
    });
  const end = ({ person, serial }: Worn, ending: Ending, text: string) =>
    work.run(async () => {
      const outcome = await registry.end(serial, person.id, ending);
      finish({ kind: "done", person, serial, text, outcome });
    });
  return { journey, work, byToken, byPerson, end };
}

interface WhichTokenProps {
  readonly person: RosterEntry;
  readonly serials: readonly number[];
  readonly onSerial: (serial: number) => void;
}

function WhichToken({ person, serials, onSerial }: WhichTokenProps) {
  const t = useTexts(PEOPLE);
  return (
    <>
      <p class="result">{t.whichOfTheirs(person.name)}</p>
      <ul class="list">
        {serials.map((serial) => (
          <li class="pressable" key={serial}>
            <button type="button" class="list-button" onClick={() => onSerial(serial)}>
              <TokenTag serial={serial} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function WearsNothing({ person: { id, name } }: { readonly person: RosterEntry }) {
  const t = useTexts(PEOPLE);
  return (
    <>
      <Notice tone="amber" title={name} live>
        <p>{t.wearsNothing}</p>
      </Notice>
      <a class="button primary" href={`#/hand-out/${id}`}>
        {t.handOutNow}
      </a>
    </>
  );
}
