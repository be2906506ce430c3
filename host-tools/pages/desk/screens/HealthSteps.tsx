/** Tests, daily questions and quarantine of one contact, with what is written down of each. */
import { useState } from "preact/hooks";
import type { FollowUp } from "../../../contract/health.ts";
import { DAILY_ANSWERS, TEST_RESULTS } from "../../../contract/vocabulary.ts";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { dayText, whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { Choice, optionsOf } from "../controls/Choice.tsx";
import { DateField } from "../controls/DateField.tsx";
import { HEALTH } from "../texts/health.ts";

type HealthLine = FollowUp["lines"][number];
type Entry = HealthLine["told"][number];
type Told = Entry["told"];
/** Writes an entry down, in the place of another one where `corrects` names it. */
export type Tell = (told: Told, corrects?: string) => void;

interface StepsProps {
  readonly line: HealthLine;
  readonly isBusy: boolean;
  readonly tell: Tell;
}

/** Entries in whose place no other one stands. */
function standingOf({ told }: HealthLine): Entry[] {
  const corrected = new Set(told.flatMap(({ corrects }) => corrects ?? []));
  return told.filter(({ id, told: { kind } }) => !corrected.has(id) && kind !== "mistaken");
}

export function TestSteps({ line, today, isBusy, tell }: StepsProps & { readonly today: string }) {
  const t = useTexts(HEALTH);
  const [sample, setSample] = useState("");
  const [method, setMethod] = useState<"pcr" | "rapid-test">("pcr");
  const [sampled, setSampled] = useState(today);
  const { tests } = line.steps;
  const waiting = standingOf(line).flatMap(({ id, told }) =>
    told.kind === "test" && told.result === "waiting" ? [{ id, told }] : [],
  );
  return (
    <section class="stack tight-stack" aria-label={t.tests} data-testid="tests">
      <strong>{t.tests}</strong>
      <p>
        {tests.length === 0
          ? t.noTests
          : tests
              .map(({ due, step, result }) => `${dayText(due)}: ${result ? t.result[result] : t.step[step]}`)
              .join(" · ")}
      </p>
      {waiting.map(({ id, told }) => (
        <fieldset class="row" key={id}>
          <legend>
            {told.sample} · {dayText(told.sampled)}
          </legend>
          {TEST_RESULTS.filter((result) => result !== "waiting").map((result) => (
            <button
              key={result}
              type="button"
              class="button"
              disabled={isBusy}
              onClick={() => tell({ ...told, result }, id)}
            >
              {t.result[result]}
            </button>
          ))}
        </fieldset>
      ))}
      <form
        class="row steps-form"
        onSubmit={(event) => {
          event.preventDefault();
          tell({ kind: "test", sample, method, sampled, result: "waiting" });
          setSample("");
        }}
      >
        <Field
          label={t.sample}
          value={sample}
          onValue={(text) => setSample(text.toUpperCase())}
          input={{ name: "sample", required: true, autocomplete: "off", maxlength: 32 }}
        />
        <Choice
          label={t.how}
          name="method"
          value={method}
          onValue={setMethod}
          options={optionsOf(t.method)}
        />
        <DateField label={t.sampled} name="sampled" value={sampled} onValue={setSampled} isRequired />
        <button type="submit" class="button" disabled={isBusy}>
          {t.addTest}
        </button>
      </form>
    </section>
  );
}

export function DailySteps({ line, today, isBusy, tell }: StepsProps & { readonly today: string }) {
  const t = useTexts(HEALTH);
  const { days, isLost, missed, isToAskToday } = line.steps.followUp;
  const past = days.filter(({ day }) => day <= today);
  return (
    <section class="stack tight-stack" aria-label={t.followUp} data-testid="daily">
      <strong>{t.followUp}</strong>
      {isLost && (
        <Notice tone="amber">
          <p>{t.lost(missed)}</p>
        </Notice>
      )}
      {past.length > 0 && <p>{past.map(({ day, what }) => `${dayText(day)}: ${t.day[what]}`).join(" · ")}</p>}
      {isToAskToday && (
        <div class="row">
          <span>{t.askToday}</span>
          {DAILY_ANSWERS.map((answer) => (
            <button
              key={answer}
              type="button"
              class="button"
              disabled={isBusy}
              onClick={() => tell({ kind: "asked", day: today, answer })}
            >
              {t.day[answer]}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

export function QuarantineSteps({ line, isBusy, tell }: StepsProps) {
  const t = useTexts(HEALTH);
  const known = line.steps.quarantine;
  const [from, setFrom] = useState(known.from);
  const [to, setTo] = useState(known.to);
  const [where, setWhere] = useState(known.where);
  const [address, setAddress] = useState(known.address ?? "");
  return (
    <section class="stack tight-stack" aria-label={t.quarantine} data-testid="quarantine">
      <strong>{t.quarantine}</strong>
      <p>
        {dayText(known.from)} – {dayText(known.to)}, {t.where[known.where]}
        {known.address && `, ${known.address}`} ({known.isAgreed ? t.agreed : t.byRule})
      </p>
      <form
        class="row steps-form"
        onSubmit={(event) => {
          event.preventDefault();
          tell({ kind: "quarantine", from, to, where, ...(address ? { address } : {}) });
        }}
      >
        <DateField label={t.from} name="quarantine-from" value={from} onValue={setFrom} isRequired isAhead />
        <DateField label={t.to} name="quarantine-to" value={to} onValue={setTo} isRequired isAhead />
        <Choice label={t.place} name="where" value={where} onValue={setWhere} options={optionsOf(t.where)} />
        <Field
          label={t.address}
          value={address}
          onValue={setAddress}
          input={{ name: "address", autocomplete: "off", maxlength: 200 }}
        />
        <button type="submit" class="button" disabled={isBusy}>
          {t.addQuarantine}
        </button>
      </form>
    </section>
  );
}

/** Every entry; what stands can be taken away, and is still to be read then. */
export function ToldSoFar({ line, isBusy, tell }: StepsProps) {
  const t = useTexts(HEALTH);
  if (line.told.length === 0) return null;
  const stands = new Set(standingOf(line).map(({ id }) => id));
  return (
    <section class="stack tight-stack" aria-label={t.told} data-testid="told">
      <strong>{t.told}</strong>
      <ol class="small">
        {line.told
          .filter(({ told }) => told.kind !== "mistaken")
          .map(({ id, at, by, told }) => (
            <li key={id}>
              {whenText(at)} · {by} · <Said told={told} />{" "}
              {stands.has(id) ? (
                <button
                  type="button"
                  class="button quiet"
                  disabled={isBusy}
                  aria-label={`${t.takeAway} (${whenText(at)})`}
                  onClick={() => tell({ kind: "mistaken" }, id)}
                >
                  {t.takeAway}
                </button>
              ) : (
                `(${t.taken})`
              )}
            </li>
          ))}
      </ol>
    </section>
  );
}

function Said({ told }: { readonly told: Told }) {
  const t = useTexts(HEALTH);
  if (told.kind === "test")
    return (
      <>{[told.sample, dayText(told.sampled), t.method[told.method], t.result[told.result]].join(", ")}</>
    );
  if (told.kind === "asked")
    return <>{[dayText(told.day), t.day[told.answer], told.note].filter(Boolean).join(", ")}</>;
  if (told.kind === "mistaken") return null;
  return (
    <>
      {[`${dayText(told.from)} – ${dayText(told.to)}`, t.where[told.where], told.address]
        .filter(Boolean)
        .join(", ")}
    </>
  );
}
