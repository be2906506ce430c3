/** Forty people, one after the other: one button, and the last result until the next one begins. */
import { useEffect, useRef } from "preact/hooks";
import { Heading } from "../../shared/components/Heading.tsx";
import { Chip } from "../../shared/components/Notice.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { ClockWarning } from "../notices/ClockWarning.tsx";
import { useStation } from "../services/station-context.ts";
import type { SyncTick } from "../services/ticks.ts";
import { MODES } from "../texts/modes.ts";
import { SYNC } from "../texts/sync.ts";
import { SyncPanel } from "./SyncPanel.tsx";
import { useFocusAfter } from "./use-focus-after.ts";
import { useSync } from "./use-sync.ts";

export function QueueScreen() {
  const t = useTexts(MODES);
  const s = useTexts(SYNC);
  const { ticks } = useStation();
  const syncs = useStore(ticks.syncs);
  const { phase, isBusy, start, retry, cancel } = useSync();
  const button = useRef<HTMLButtonElement>(null);
  // Enter goes on to the next one as soon as this one is done.
  useFocusAfter(isBusy, button);
  // It begins with Enter, too.
  useEffect(() => button.current?.focus(), []);
  const canRetry = phase.kind === "failed" && phase.name !== undefined;
  return (
    <div class="stack">
      <Heading>{t.queueTitle}</Heading>
      <ClockWarning />
      {phase.kind === "idle" && <p>{t.queueLead}</p>}
      <SyncPanel phase={phase} cancel={cancel} />
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
              {s.retry}
            </button>
          )}
          <button
            type="button"
            class={`button huge ${canRetry ? "" : "primary"}`}
            data-testid="sync"
            ref={canRetry ? null : button}
            onClick={() => start()}
          >
            {syncs.length === 0 ? t.firstPerson : t.nextPerson}
          </button>
        </>
      )}
      {syncs.length > 0 && (
        <section>
          <h2>{t.doneCount(syncs.length)}</h2>
          <ul class="list" aria-label={t.doneList}>
            {syncs.map((tick) => (
              <li key={tick.serial}>
                <TokenTag serial={tick.serial} />
                <span class="rest">
                  {tick.wearer && <strong>{tick.wearer} · </strong>}
                  {clockText(tick.at)}
                </span>
                <TickChip tick={tick} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

export function TickChip({ tick }: { readonly tick: SyncTick }) {
  const t = useTexts(MODES);
  if (tick.hasProblem) return <Chip tone="amber" text={t.partly} />;
  if (tick.isKept) return <Chip tone="grey" text={`${t.done}, ${t.kept}`} />;
  return <Chip tone="green" text={t.done} />;
}
