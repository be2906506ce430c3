/** Each purpose is read aloud and answered alone. Without the first there is no token, and nothing is stored. */
import { useEffect, useState } from "preact/hooks";
import type { ConsentWords } from "../../../contract/persons.ts";
import type { Purpose } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { HeardConsent, TypedPerson } from "../services/types.ts";
import { CONSENT } from "../texts/consent.ts";
import { Question, SpokenChoice } from "./Question.tsx";

export type Answers = Readonly<Partial<Record<Purpose, boolean>>>;

interface ConsentProps {
  readonly person: TypedPerson;
  readonly isChild: boolean;
  readonly channel: HeardConsent["channel"];
  readonly work: Work;
  /** Heard already. */
  readonly answers?: Answers;
  readonly onAnswers: (answers: Answers) => void;
  readonly onAgreed: (consent: HeardConsent) => void;
  readonly onRefused: () => void;
}

export function ConsentStep({
  person,
  isChild,
  channel,
  work,
  answers = {},
  onAnswers,
  onAgreed,
  onRefused,
}: ConsentProps) {
  const t = useTexts(CONSENT);
  const { registry } = useStation().station;
  const [spoken, setSpoken] = useState(useLanguage());
  const [words, setWords] = useState<ConsentWords>();
  const [error, setError] = useState<unknown>();
  const [isTried, setTried] = useState(false);
  useEffect(() => {
    registry.consent().then(setWords, setError);
  }, [registry]);
  const { guardian, name } = person;
  const { contacts, ...optional } = answers;
  const agree = () => {
    setTried(true);
    if (!words || !contacts) return;
    const heard = { version: words.version, language: spoken, channel } as const;
    onAgreed({ ...heard, givenBy: isChild ? "guardian" : "self", optional });
  };
  const question = (purpose: Purpose) => ({
    purpose,
    spoken,
    answer: answers[purpose],
    onAnswer: (agreed: boolean) => onAnswers({ ...answers, [purpose]: agreed }),
  });
  return (
    <div class="stack">
      <h2>{t.step}</h2>
      <Failure error={error ?? work.error} />
      <SpokenChoice spoken={spoken} onSpoken={setSpoken} />
      <p>{t.readAloud}</p>
      {isChild && guardian && (
        <Notice tone="note">
          <p>{t.guardian(guardian.name, name)}</p>
          <p>{t.ownWord}</p>
        </Notice>
      )}
      {words && (
        <Question
          {...question("contacts")}
          words={words}
          wrong={isTried && contacts === undefined ? t.answerFirst : undefined}
        />
      )}
      {contacts !== false && words?.optional && (
        <>
          <p>{t.optionalLead}</p>
          {words.optional.map((asked) => (
            <Question key={asked.purpose} {...question(asked.purpose)} words={asked} />
          ))}
        </>
      )}
      <Ending
        isRefused={contacts === false}
        name={name}
        isBusy={work.isBusy || !words}
        onAgree={agree}
        onRefused={onRefused}
      />
    </div>
  );
}

interface EndingProps {
  readonly isRefused: boolean;
  readonly name: string;
  readonly isBusy: boolean;
  readonly onAgree: () => void;
  readonly onRefused: () => void;
}

function Ending({ isRefused, name, isBusy, onAgree, onRefused }: EndingProps) {
  const t = useTexts(CONSENT);
  return (
    <button
      type="button"
      class="button primary"
      data-testid={isRefused ? "refused" : "agreed"}
      disabled={isBusy}
      onClick={isRefused ? onRefused : onAgree}
    >
      {isRefused ? t.endWithout : t.handOut(name)}
    </button>
  );
}
