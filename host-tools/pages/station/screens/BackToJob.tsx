/** From a sync back to the step of the job that it was for. */
import { useTexts } from "../../shared/language.ts";
import { useStep } from "../services/route.ts";
import { PEOPLE } from "../texts/people.ts";

interface BackToJobProps {
  readonly job: "give-back";
  readonly isDone: boolean;
}

export function BackToJob({ job, isDone }: BackToJobProps) {
  const t = useTexts(PEOPLE);
  const step = useStep();
  return (
    <a
      class={`button ${isDone ? "primary" : ""}`}
      href={`#/${job}${step > 0 ? `/~${step}` : ""}`}
      data-testid="back-to-job"
    >
      {t.backToGiveBack}
    </a>
  );
}
