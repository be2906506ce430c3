/** Facts that few units tell, folded away until somebody wants one or has to put one right. */
import { FAULT_WORDS } from "../../../word/fault-words.ts";
import { WEEKDAYS } from "../../../word/weekdays.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { WORD } from "../texts/word.ts";
import { ADDRESS, type FactsProps, useFieldOf } from "./use-field-of.ts";

const NAMES = ["sender", "shortName", "bring", "site", "page", "ends", "radio.sessions", "logo"];

export function MoreFacts({ word }: FactsProps) {
  const t = useTexts(WORD);
  const of = useFieldOf(word);
  const { input: _, ...radioDays } = of("radio.weekdays");
  const isWrong = NAMES.some((name) => word.wrongAt(name) !== undefined);
  return (
    <details {...(isWrong ? { open: true } : {})}>
      <summary>{t.more}</summary>
      <div class="stack">
        <Field label={t.sender} hint={t.senderHint} {...of("sender")} />
        <Field label={t.shortName} {...of("shortName")} />
        <Field label={t.bring} {...of("bring")} />
        <Field label={t.site} hint={t.siteHint} {...of("site", ADDRESS)} />
        <Field label={t.page} {...of("page", ADDRESS)} />
        <Field label={t.ends} hint={t.dayHint} {...of("ends")} />
        <Field label={t.radio} hint={t.hoursHint} {...of("radio.sessions")} />
        <Choose
          label={t.radioDays}
          name="radio.weekdays"
          options={WEEKDAYS.map((one) => [one, t.days[one]])}
          {...radioDays}
          value={word.draft.typed["radio.weekdays"] ?? "monday-friday"}
        />
        <Logo word={word} />
      </div>
    </details>
  );
}

function Logo({ word }: FactsProps) {
  const t = useTexts(WORD);
  const language = useLanguage();
  const wrong = word.wrongAt("logo");
  return (
    <>
      <div class="field">
        <label for="word-logo">{t.logo}</label>
        <input
          id="word-logo"
          name="logo"
          type="file"
          accept="image/png,image/jpeg"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void file.arrayBuffer().then((bytes) => word.setLogo(new Uint8Array(bytes)));
          }}
          {...(wrong ? { "aria-invalid": "true", "aria-describedby": "word-logo-wrong" } : {})}
        />
        {wrong && (
          <span class="wrong" id="word-logo-wrong" role="alert">
            {FAULT_WORDS[wrong][language]}
          </span>
        )}
      </div>
      {word.logo && (
        <p>
          <button type="button" class="button quiet" onClick={() => word.setLogo(undefined)}>
            {t.removeLogo}
          </button>
        </p>
      )}
    </>
  );
}
