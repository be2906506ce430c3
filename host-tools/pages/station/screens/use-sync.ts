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
  /** Nothing is lost: what has come is kept, and the token has the rest. */
  cancel(): void;
  readonly isBusy: boolean;
}

/** One sync after the other, with the state that the screen shows. */
export function useSync(): UseSync {
  const { station, partials, ticks, stayAwake } = useStation();
  const [phase, setPhase] = useState<SyncPhase>({ kind: "idle" });
  const chosen = useRef<Chosen | undefined>(undefined);
  const abort = useRef(new AbortController());
  const running = useRef<Promise<void>>(Promise.resolve());
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
    const ended = runSync({ station, partials, onPhase: show, again, expected, signal });
    running.current = ended.then((done) => {
      chosen.current = done.chosen;
      if (done.result) ticks.synced(done.result, station.clock.now(), done.told);
    });
  };
  return {
    phase,
    isBusy,
    start: (expected) => run(undefined, expected),
    retry: () => run(chosen.current),
    clear: () => setPhase({ kind: "idle" }),
    cancel() {
      abort.current.abort();
      abort.current = new AbortController();
      const { signal } = abort.current;
      // The token is let go first: it takes no other link before. A chooser is the browser's, and closes by itself.
      const isOver = phase.kind === "choosing" ? Promise.resolve() : running.current;
      void isOver.then(() => signal.aborted || setPhase({ kind: "idle" }));
    },
  };
}
