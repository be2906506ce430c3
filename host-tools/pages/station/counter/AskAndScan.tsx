/** Each purpose is asked, then the token's label is scanned: that hands it out. */
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import { type Answers, ConsentStep } from "../people/ConsentStep.tsx";
import type { HeardConsent } from "../services/types.ts";
import { COUNTER } from "../texts/counter.ts";
import { LabelScan } from "./LabelScan.tsx";
import type { CounterStep, Family } from "./use-counter.ts";

/** Keys for the first question that nobody has answered yet. */
const KEYS: Readonly<Record<string, "yes" | "no">> = { "1": "yes", "2": "no" };

const openIn = (place: HTMLElement) =>
  [...place.querySelectorAll("fieldset")].find(
    (one) => one.querySelector("[value=yes]:not(:checked)") && !one.querySelector(":checked"),
  );

/** Answers it where the cursor is among the questions, and brings the next one up. */
function answerBy(key: string, place: HTMLElement | null): void {
  const answer = KEYS[key];
  if (!place?.contains(document.activeElement) || answer === undefined) return;
  const radio = openIn(place)?.querySelector<HTMLInputElement>(`[value=${answer}]`);
  radio?.focus();
  radio?.click();
  requestAnimationFrame(() => openIn(place)?.closest("section")?.scrollIntoView({ block: "nearest" }));
}

interface AskProps {
  readonly step: Extract<CounterStep, { kind: "ask" }>;
  readonly work: Work;
  readonly family: Family | undefined;
  readonly isHeard: boolean;
  readonly onHeard: (isHeard: boolean) => void;
  readonly onAnswers: (answers: Answers) => void;
  readonly onAgreed: (consent: HeardConsent, serial: number) => void;
  readonly onRefused: () => void;
  /** Somebody who cannot decide alone. */
  readonly onCaredFor: () => void;
}

export function AskAndScan(props: AskProps) {
  const { step, work, family, isHeard, onHeard, onAnswers, onAgreed, onRefused, onCaredFor } = props;
  const t = useTexts(COUNTER);
  const place = useRef<HTMLDivElement>(null);
  // The keys go from answer to answer; none is chosen. The text above is read first.
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  const { person, isChild } = step;
  return (
    <div class="stack" ref={place} tabIndex={-1}>
      <label class="choice">
        <input
          type="checkbox"
          name="heard"
          checked={isHeard}
          onChange={(event) => onHeard(event.currentTarget.checked)}
        />
        {t.heard}
      </label>
      <p class="hint">{isHeard ? `${t.heardLead} ${t.keys}` : t.keys}</p>
      {family && !isChild && !person.guardian && (
        <button type="button" class="button quiet" data-testid="cared-for" onClick={onCaredFor}>
          {t.caredFor(person.name, family.collector)}
        </button>
      )}
      <ConsentStep
        {...step}
        title={`${t.ask}: ${person.name}, ${person.birth.slice(0, 4)}`}
        channel="station"
        work={work}
        isHeard={isHeard}
        onAnswers={onAnswers}
        onRefused={onRefused}
        finish={(consent, ask) => (
          <LabelScan
            isBusy={work.isBusy}
            onKey={(key) => answerBy(key, place.current)}
            take={(serial) => {
              ask();
              if (consent) onAgreed(consent, serial);
              return consent !== undefined;
            }}
          />
        )}
      />
    </div>
  );
}
