import { clockText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import type { WaitingForm } from "../local-store/waiting.ts";
import { useStation } from "../services/station-context.ts";
import { MODES } from "../texts/modes.ts";

const KINDS = {
  person: "formPerson",
  "hand-out": "formHandOut",
  end: "formEnd",
  "end-undone": "formEndUndone",
  consent: "formConsent",
} as const;

/** Only what it is and when: what it says nobody here can read any more. */
export function WaitingForms({ forms }: { readonly forms: readonly WaitingForm[] }) {
  const t = useTexts(MODES);
  const language = useLanguage();
  const { dropForm } = useStation();
  if (forms.length === 0) return null;
  return (
    <ul class="list">
      {forms.map(({ id, kind, at, refusal }) => (
        <li key={id}>
          <span class="grow">
            {t[KINDS[kind]]} · {clockText(at)}
            {refusal && (
              <>
                <br />
                <strong>{t.formRefused(refusal[language])}</strong>
              </>
            )}
          </span>
          {refusal && (
            <button type="button" class="button danger" onClick={() => dropForm(id)}>
              {t.formDelete}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
