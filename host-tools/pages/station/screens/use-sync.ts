import { useEffect, useRef, useState } from "preact/hooks";
import { useStation } from "../services/station-context.ts";
import { runSync, type SyncPhase } from "../services/sync-run.ts";
import type { Chosen } from "../services/types.ts";

interface UseSync {
  readonly phase: SyncPhase;
  /** Must be called in a click: the browser's chooser asks for one. */
  start(expected?: { name: string; serial: number }): void;
  retry(): void;
  clear(): void;
  readonly isBusy: boolean;
}

/** One sync after the other, with the state that the screen shows. */
export function useSync(): UseSync {
  const { station, partials, ticks, stayAwake } = useStation();
  const [phase, setPhase] = useState<SyncPhase>({ kind: "idle" });
  const chosen = useRef<Chosen | undefined>(undefined);
  const abort = useRef(new AbortController());
  useEffect(() => {
    abort.current = new AbortController();
    return () => abort.current.abort();
  }, []);
  const isBusy = phase.kind === "choosing" || phase.kind === "connecting" || phase.kind === "working";
  const run = (again: Chosen | undefined, expected?: { name: string; serial: number }) => {
    const { signal } = abort.current;
    const show = (next: SyncPhase) => {
      stayAwake();
      if (!signal.aborted) setPhase(next);
    };
    runSync({ station, partials, onPhase: show, again, expected, signal }).then((done) => {
      chosen.current = done.chosen;
      if (done.result) ticks.synced(done.result, station.clock.now());
    });
  };
  return {
    phase,
    isBusy,
    start: (expected) => run(undefined, expected),
    retry: () => run(chosen.current),
    clear: () => setPhase({ kind: "idle" }),
  };
}
