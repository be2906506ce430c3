/** What a call came to, one press each; the hour to call back and a note beside it. */
import { useState } from "preact/hooks";
import { CALL_OUTCOMES } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { type Said, sayOutcome } from "../services/call-work.ts";
import { useDesk } from "../services/desk-context.ts";
import { CALLS } from "../texts/calls.ts";

const HOURS = [1, 3, 24] as const;
const PRESSED = CALL_OUTCOMES.filter((one) => one !== "mistaken" && one !== "call-back");

interface ButtonsProps {
  /** Where the line's calls are written down. */
  readonly path: string;
  /** The call that was written by mistake, where one is corrected. */
  readonly corrects?: string;
  /** Told once it is written down. */
  readonly done: () => void;
}

export function OutcomeButtons({ path, corrects, done }: ButtonsProps) {
  const t = useTexts(CALLS);
  const { api } = useDesk();
  const work = useWork();
  const [note, setNote] = useState("");
  const [told, setTold] = useState<string>();
  const [id, setId] = useState(() => crypto.randomUUID());
  const say = (said: Omit<Said, "note" | "corrects">) =>
    work.run(async () => {
      setTold(undefined);
      const { isSaved } = await sayOutcome(api, path, id, { ...said, note, corrects }, Date.now());
      setTold(isSaved ? t.saved(t.outcome[said.outcome]) : t.notSaved);
      setId(crypto.randomUUID());
      setNote("");
      done();
    });
  return (
    <div class="stack tight-stack" data-testid="outcomes">
      <Field
        label={t.note}
        value={note}
        onValue={setNote}
        input={{ name: "call-note", autocomplete: "off", maxlength: 300 }}
      />
      <div class="row">
        {PRESSED.map((outcome) => (
          <button
            key={outcome}
            type="button"
            class={`button ${outcome === "reached" ? "primary" : ""}`}
            disabled={work.isBusy}
            onClick={() => say({ outcome })}
          >
            {t.outcome[outcome]}
          </button>
        ))}
        {corrects !== undefined && (
          <button
            type="button"
            class="button"
            disabled={work.isBusy}
            onClick={() => say({ outcome: "mistaken" })}
          >
            {t.outcome.mistaken}
          </button>
        )}
      </div>
      <div class="row">
        <span>{t.callBackAt}:</span>
        {HOURS.map((hours) => (
          <button
            key={hours}
            type="button"
            class="button"
            disabled={work.isBusy}
            onClick={() => say({ outcome: "call-back", backIn: hours })}
          >
            {t.in[hours]}
          </button>
        ))}
      </div>
      <Failure error={work.error} />
      {told && (
        <Notice tone="note" live>
          <p>{told}</p>
        </Notice>
      )}
    </div>
  );
}
