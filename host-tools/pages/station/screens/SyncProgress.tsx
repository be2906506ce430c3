import { useTexts } from "../../shared/language.ts";
import type { SyncPhase } from "../services/sync-run.ts";
import { SYNC } from "../texts/sync.ts";

type Busy = Extract<SyncPhase, { kind: "choosing" | "connecting" | "working" }>;

/** One sentence and one bar; both keep their place while the text changes. */
export function SyncProgress({ phase, cancel }: { readonly phase: Busy; readonly cancel: () => void }) {
  const t = useTexts(SYNC);
  const share = phase.kind === "working" ? phase.share : 0;
  const percent = Math.round(share * 100);
  return (
    <div class="card stack" data-testid="progress">
      {phase.kind !== "choosing" && (
        <p class="result whose" data-testid="whose">
          {phase.name} {phase.kind === "working" && phase.wearer}
        </p>
      )}
      <p class="result" role="status">
        {sentence(t, phase)}
      </p>
      <progress class="progress" max={100} value={percent} aria-label={t.progress}>
        {percent} %
      </progress>
      <div class="row apart">
        <span class="soft" aria-hidden="true">
          {percent} %
        </span>
        <button type="button" class="button" data-testid="cancel" onClick={cancel}>
          {t.cancel}
        </button>
      </div>
    </div>
  );
}

function sentence(t: (typeof SYNC)["vi"], phase: Busy): string {
  if (phase.kind === "choosing") return t.choosing;
  if (phase.isQuiet) return t.quiet(phase.name);
  if (phase.kind === "connecting")
    return phase.isAgain ? t.reconnecting(phase.name) : t.connecting(phase.name);
  if (phase.state === "health" || phase.state === "bye") return t.finishing;
  if (phase.state === "ticket") return t.asking;
  if (phase.state !== "pages") return t.starting;
  return phase.secondsLeft === undefined ? t.receiving : t.left(phase.secondsLeft);
}
