/** One purpose: what is read aloud, and the answer to it, which nobody has chosen before. */
import { useEffect, useId, useRef } from "preact/hooks";
import type { Purpose } from "../../../contract/vocabulary.ts";
import { type Both, useTexts } from "../../shared/language.ts";
import { CONSENT } from "../texts/consent.ts";

interface QuestionProps {
  readonly purpose: Purpose;
  readonly words: Both<string>;
  /** Language in which it is read. */
  readonly spoken: "vi" | "en";
  readonly answer: boolean | undefined;
  readonly onAnswer: (agreed: boolean) => void;
  /** The words have been heard: one press away. */
  readonly isFolded?: boolean;
  /** What is said where an answer is missing. */
  readonly wrong?: string | undefined;
}

export function Question({ purpose, words, spoken, answer, onAnswer, isFolded, wrong }: QuestionProps) {
  const t = useTexts(CONSENT);
  const id = useId();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (wrong) place.current?.scrollIntoView({ block: "end" });
  }, [wrong]);
  return (
    <section class="card stack" data-testid={purpose} ref={place}>
      {isFolded ? (
        <details>
          <summary>{t.words}</summary>
          <ReadAloud words={words} spoken={spoken} />
        </details>
      ) : (
        <ReadAloud words={words} spoken={spoken} />
      )}
      <fieldset class="field" {...(wrong ? { "aria-describedby": id } : {})}>
        <legend>{t.question[purpose]}</legend>
        {([true, false] as const).map((agreed) => (
          <label class="choice" key={String(agreed)}>
            <input
              type="radio"
              name={purpose}
              value={agreed ? "yes" : "no"}
              checked={answer === agreed}
              onChange={() => onAnswer(agreed)}
            />
            {agreed ? t.yes : t.no}
          </label>
        ))}
        {wrong && (
          <p class="wrong" id={id} role="alert">
            {wrong}
          </p>
        )}
      </fieldset>
    </section>
  );
}

/** A paragraph a line, as far apart as one breathes. */
export function ReadAloud({ words, spoken }: Pick<QuestionProps, "words" | "spoken">) {
  return (
    <blockquote class="consent" lang={spoken}>
      {words[spoken].split("\n").map((sentences) => (
        <p key={sentences}>{sentences}</p>
      ))}
    </blockquote>
  );
}

interface SpokenProps {
  readonly spoken: "vi" | "en";
  readonly onSpoken: (language: "vi" | "en") => void;
}

/** In which language the text is read. */
export function SpokenChoice({ spoken, onSpoken }: SpokenProps) {
  const t = useTexts(CONSENT);
  return (
    <div class="row">
      <span>{t.inLanguage}</span>
      {(["vi", "en"] as const).map((language) => (
        <label class="choice" key={language}>
          <input
            type="radio"
            name="spoken"
            checked={spoken === language}
            onChange={() => onSpoken(language)}
          />
          {language === "vi" ? t.vietnamese : t.english}
        </label>
      ))}
    </div>
  );
}
