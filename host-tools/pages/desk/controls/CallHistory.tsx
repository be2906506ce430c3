/** Every call to a line: what was corrected stays, struck out, and what stands can be corrected. */
import { useState } from "preact/hooks";
import type { CallView } from "../../../contract/calls.ts";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { CALLS } from "../texts/calls.ts";
import { OutcomeButtons } from "./OutcomeButtons.tsx";

interface HistoryProps {
  readonly calls: readonly CallView[];
  readonly path: string;
  readonly changed: () => void;
}

export function CallHistory({ calls, path, changed }: HistoryProps) {
  const t = useTexts(CALLS);
  const [wrong, setWrong] = useState<string>();
  if (calls.length === 0) return null;
  const corrected = new Set(calls.flatMap((call) => call.corrects ?? []));
  return (
    <div class="stack tight-stack" data-testid="calls">
      <strong>{t.calls}</strong>
      <ol class="small" aria-label={t.calls}>
        {calls.map((call) => (
          <li key={call.id}>
            {whenText(call.at)} · {call.by} ·{" "}
            {corrected.has(call.id) ? (
              <>
                <s>{t.outcome[call.outcome]}</s> ({t.corrected})
              </>
            ) : (
              <strong>{t.outcome[call.outcome]}</strong>
            )}
            {call.callBackAt && ` ${whenText(call.callBackAt)}`}
            {call.note && ` · ${call.note}`}{" "}
            {!corrected.has(call.id) && (
              <button
                type="button"
                class="button quiet"
                aria-expanded={wrong === call.id}
                aria-label={`${t.wasWrong}… (${whenText(call.at)})`}
                onClick={() => setWrong(wrong === call.id ? undefined : call.id)}
              >
                {t.wasWrong}…
              </button>
            )}
          </li>
        ))}
      </ol>
      {wrong !== undefined && (
        <OutcomeButtons
          key={wrong}
          path={path}
          corrects={wrong}
          done={() => {
            setWrong(undefined);
            changed();
          }}
        />
      )}
    </div>
  );
}
