import { SyncProblem } from "../notices/SyncProblem.tsx";
import type { SyncPhase } from "../services/sync-run.ts";
import { SyncProgress } from "./SyncProgress.tsx";
import { SyncResultView } from "./SyncResultView.tsx";

/** What is going on or what came of it; nothing before the first sync. */
export function SyncPanel({ phase, cancel }: { readonly phase: SyncPhase; readonly cancel: () => void }) {
  if (phase.kind === "idle") return null;
  if (phase.kind === "done") return <SyncResultView result={phase.result} told={phase.told} />;
  if (phase.kind === "failed") return <SyncProblem error={phase.error} />;
  return <SyncProgress phase={phase} cancel={cancel} />;
}
