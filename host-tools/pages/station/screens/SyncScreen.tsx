/** One job, one big button. */
import { useRef } from "preact/hooks";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { ClockWarning } from "../notices/ClockWarning.tsx";
import { SyncProblem } from "../notices/SyncProblem.tsx";
import { SYNC } from "../texts/sync.ts";
import { BackToJob } from "./BackToJob.tsx";
import { ConsentPicture } from "./pictures.tsx";
import { SyncProgress } from "./SyncProgress.tsx";
import { SyncResultView } from "./SyncResultView.tsx";
import { useFocusAfter } from "./use-focus-after.ts";
import { useSync } from "./use-sync.ts";

interface SyncProps {
  /** The job that the token is synced for. */
  readonly job: string | undefined;
}

export function SyncScreen({ job }: SyncProps) {
  const t = useTexts(SYNC);
  const { phase, isBusy, start, retry, cancel } = useSync();
  const button = useRef<HTMLButtonElement>(null);
  useFocusAfter(isBusy, button);
  const canRetry = phase.kind === "failed" && phase.name !== undefined;
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      <ClockWarning />
      {(phase.kind === "choosing" || phase.kind === "connecting" || phase.kind === "working") && (
        <SyncProgress phase={phase} cancel={cancel} />
      )}
      {phase.kind === "done" && <SyncResultView result={phase.result} told={phase.told} />}
      {phase.kind === "failed" && <SyncProblem error={phase.error} />}
      {!isBusy && phase.kind !== "done" && phase.kind !== "failed" && (
        <Notice tone="note">
          <p class="result">{t.ask}</p>
          <ConsentPicture />
        </Notice>
      )}
      {!isBusy && (
        <>
          {canRetry && (
            <button
              type="button"
              class="button primary huge"
              data-testid="retry"
              ref={button}
              onClick={retry}
            >
              {t.retry}
            </button>
          )}
          <button
            type="button"
            class={`button huge ${canRetry ? "" : "primary"}`}
            data-testid="sync"
            ref={canRetry ? null : button}
            onClick={() => start()}
          >
            {phase.kind === "done" ? t.next : canRetry ? t.other : t.press}
          </button>
          {job === "give-back" && <BackToJob job={job} isDone={phase.kind === "done"} />}
          <a class="button quiet" href="#/help">
            {t.help}
          </a>
        </>
      )}
    </div>
  );
}
