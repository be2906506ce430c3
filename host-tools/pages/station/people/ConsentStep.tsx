/** The text is read aloud; who agrees is written down; who does not is thanked, and nothing is stored. */
import { useEffect, useState } from "preact/hooks";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { type Both, useLanguage, useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { HeardConsent, TypedPerson } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";

interface ConsentProps {
  readonly person: TypedPerson;
  readonly isChild: boolean;
  readonly channel: HeardConsent["channel"];
  readonly work: Work;
  readonly onAgreed: (consent: HeardConsent) => void;
  readonly onRefused: () => void;
}

export function ConsentStep({ person, isChild, channel, work, onAgreed, onRefused }: ConsentProps) {
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [spoken, setSpoken] = useState(useLanguage());
  const [text, setText] = useState<{ version: string } & Both<string>>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    registry.consent().then(setText, setError);
  }, [registry]);
  const { guardian, name } = person;
  const givenBy = isChild ? "guardian" : "self";
  return (
    <div class="stack">
      <h2>{t.consentStep}</h2>
      <Failure error={error ?? work.error} />
      <div class="row">
        <span>{t.inLanguage}</span>
        {(["vi", "en"] as const).map((language) => (
          <label class="choice" key={language}>
            <input
              type="radio"
              name="spoken"
              checked={spoken === language}
              onChange={() => setSpoken(language)}
            />
            {language === "vi" ? t.vietnamese : t.english}
          </label>
        ))}
      </div>
      <p>{t.readAloud}</p>
      {text && (
        <blockquote class="card consent" lang={spoken}>
          {text[spoken]}
        </blockquote>
      )}
      {isChild && (
        <Notice tone="note">
          <p>{t.ownWord}</p>
        </Notice>
      )}
      <button
        type="button"
        class="button primary"
        data-testid="agreed"
        disabled={!text || work.isBusy}
        onClick={() => text && onAgreed({ version: text.version, language: spoken, channel, givenBy })}
      >
        {isChild && guardian ? t.guardianAgrees(name, guardian.name) : t.agrees(name)}
      </button>
      <button type="button" class="button" data-testid="refused" disabled={work.isBusy} onClick={onRefused}>
        {t.refuses}
      </button>
    </div>
  );
}
