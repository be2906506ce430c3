/** Each purpose is read aloud and answered alone. Without the first there is no token, and nothing is stored. */
import type { ComponentChildren } from "preact";
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
import { type Giver, WhoAnswers } from "./WhoAnswers.tsx";

export type Answers = Readonly<Partial<Record<Purpose, boolean>>>;

interface ConsentProps {
  readonly person: TypedPerson;
  readonly isChild: boolean;
  readonly channel: HeardConsent["channel"];
  readonly work: Work;
  /** Heard already. */
  readonly answers?: Answers;
  readonly onAnswers: (answers: Answers) => void;
  readonly onAgreed?: (consent: HeardConsent) => void;
  readonly onRefused: () => void;
  /** Instead of the step's own. */
  readonly title?: string;
  /** What stands at the end in the place of a button; without a consent as long as an answer is missing, which `ask` then says. */
  readonly finish?: (consent: HeardConsent | undefined, ask: () => void) => ComponentChildren;
  /** Whoever waits has heard the text together: it is folded away, and each is asked all the same. */
  readonly isHeard?: boolean;
}

/** What is to be read today. */
function useWords() {
  const { registry } = useStation().station;
  const [words, setWords] = useState<ConsentWords>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    registry.consent().then(setWords, setError);
  }, [registry]);
  return { words, error };
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
  title,
  finish,
  isHeard = false,
}: ConsentProps) {
  const t = useTexts(CONSENT);
  const { words, error } = useWords();
  const [spoken, setSpoken] = useState(useLanguage());
  const [isTried, setTried] = useState(false);
  // Of somebody grown up who has a guardian nobody knows beforehand who will answer.
  const [giver, setGiver] = useState<Giver | undefined>(
    isChild ? "guardian" : person.guardian ? undefined : "self",
  );
  const { guardian, name } = person;
  const { contacts, ...optional } = answers;
  const heard: HeardConsent | undefined =
    words && contacts && giver
      ? { version: words.version, language: spoken, channel, givenBy: giver, optional }
      : undefined;
  const agree = () => {
    setTried(true);
    if (heard) onAgreed?.(heard);
  };
  return (
    <div class="stack">
      <h2>{title ?? t.step}</h2>
      <Failure error={error ?? work.error} />
      <SpokenChoice spoken={spoken} onSpoken={setSpoken} />
      <p>{t.readAloud}</p>
      {guardian && (
        <Guarded
          name={name}
          guardian={guardian.name}
          isChild={isChild}
          giver={giver}
          onGiver={setGiver}
          wrong={isTried && giver === undefined ? t.answerFirst : undefined}
        />
      )}
      {words && (
        <Questions
          {...{ words, spoken, answers, onAnswers, isHeard }}
          wrong={isTried && contacts === undefined ? t.answerFirst : undefined}
        />
      )}
      {finish && contacts !== false ? (
        finish(heard, () => setTried(true))
      ) : (
        <Ending
          isRefused={contacts === false}
          name={name}
          isBusy={work.isBusy || !words}
          onAgree={agree}
          onRefused={onRefused}
        />
      )}
    </div>
  );
}

interface QuestionsProps {
  readonly words: ConsentWords;
  readonly spoken: "vi" | "en";
  readonly answers: Answers;
  readonly onAnswers: (answers: Answers) => void;
  readonly isHeard: boolean;
  readonly wrong: string | undefined;
}

function Questions({ words, spoken, answers, onAnswers, isHeard, wrong }: QuestionsProps) {
  const t = useTexts(CONSENT);
  const question = (purpose: Purpose) => ({
    purpose,
    spoken,
    answer: answers[purpose],
    onAnswer: (agreed: boolean) => onAnswers({ ...answers, [purpose]: agreed }),
    isFolded: isHeard,
  });
  return (
    <>
      <Question {...question("contacts")} words={words} wrong={wrong} />
      {answers.contacts !== false && words.optional && (
        <>
          <p>{t.optionalLead}</p>
          {words.optional.map((asked) => (
            <Question key={asked.purpose} {...question(asked.purpose)} words={asked} />
          ))}
        </>
      )}
    </>
  );
}

interface GuardedProps {
  readonly name: string;
  readonly guardian: string;
  readonly isChild: boolean;
  readonly giver: Giver | undefined;
  readonly onGiver: (giver: Giver) => void;
  readonly wrong: string | undefined;
}

/** For a child a guardian answers; for somebody grown up it is asked who does. */
function Guarded({ isChild, ...asked }: GuardedProps) {
  const t = useTexts(CONSENT);
  if (!isChild) return <WhoAnswers {...asked} />;
  return (
    <Notice tone="note">
      <p>{t.guardian(asked.guardian, asked.name)}</p>
      <p>{t.ownWord}</p>
    </Notice>
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
