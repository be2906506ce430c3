/** What a route of the server answers, for a screen that shows it. */
import { useEffect, useState } from "preact/hooks";
import type { Api } from "./api.ts";

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  again(): void;
}

/** Asked again when the path changes. */
export function useAnswerOf<T>(api: Api, path: string): Loaded<T> {
  const [at, setAt] = useState<{ path: string; value?: T; error?: unknown }>({ path });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let isWanted = true;
    api.get<T>(path).then(
      (value) => isWanted && setAt({ path, value }),
      (error: unknown) => isWanted && setAt({ path, error }),
    );
    return () => {
      isWanted = false;
    };
  }, [api, path, times]);
  const isThis = at.path === path;
  return {
    value: isThis ? at.value : undefined,
    error: isThis ? at.error : undefined,
    again: () => setTimes((n) => n + 1),
  };
}
