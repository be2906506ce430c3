/** Of somebody grown up who has a guardian: who answers. Nobody has chosen it before. */
import { useId } from "preact/hooks";
import type { ConsentGiven } from "../../../contract/persons.ts";
import { useTexts } from "../../shared/language.ts";
import { CONSENT } from "../texts/consent.ts";

export type Giver = ConsentGiven["givenBy"];

interface WhoAnswersProps {
  readonly name: string;
  readonly guardian: string;
  readonly giver: Giver | undefined;
  readonly onGiver: (giver: Giver) => void;
  readonly wrong: string | undefined;
}

export function WhoAnswers({ name, guardian, giver, onGiver, wrong }: WhoAnswersProps) {
  const t = useTexts(CONSENT);
  const id = useId();
  const words = { self: t.answersSelf(name), guardian: t.answersGuardian(guardian, name) };
  return (
    <fieldset class="card field" data-testid="who-answers" {...(wrong ? { "aria-describedby": id } : {})}>
      <legend>{t.who}</legend>
      {(["self", "guardian"] as const).map((one) => (
        <label class="choice" key={one}>
          <input
            type="radio"
            name="giver"
            value={one}
            checked={giver === one}
            onChange={() => onGiver(one)}
          />
          {words[one]}
        </label>
      ))}
      <p class="hint">{t.absent}</p>
      {wrong && (
        <p class="wrong" id={id} role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
