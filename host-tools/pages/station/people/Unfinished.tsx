/** A job was begun and left: to go on with it, or to begin anew. */
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import type { Journey } from "../services/journey.ts";
import { PEOPLE } from "../texts/people.ts";

interface UnfinishedProps {
  readonly journey: Pick<Journey<unknown>, "resume" | "restart">;
  /** What was begun. */
  readonly text: string;
}

export function Unfinished({ journey, text }: UnfinishedProps) {
  const t = useTexts(PEOPLE);
  return (
    <Notice tone="note" title={text}>
      <p>{t.unfinishedLead}</p>
      <div class="row">
        <button type="button" class="button primary grow" data-testid="resume" onClick={journey.resume}>
          {t.resume}
        </button>
        <button type="button" class="button grow" data-testid="restart" onClick={journey.restart}>
          {t.restart}
        </button>
      </div>
    </Notice>
  );
}
