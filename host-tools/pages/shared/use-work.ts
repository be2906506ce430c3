/** One piece of work at a time behind a button, with what went wrong. */
import { useState } from "preact/hooks";

export interface Work {
  readonly isBusy: boolean;
  readonly error: unknown;
  run(work: () => Promise<void>): void;
  clear(): void;
}

export function useWork(): Work {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  return {
    isBusy,
    error,
    clear: () => setError(undefined),
    run(work) {
      if (isBusy) return;
      setBusy(true);
      setError(undefined);
      work()
        .catch((reason: unknown) => setError(reason ?? new Error("unknown")))
        .finally(() => setBusy(false));
    },
  };
}
