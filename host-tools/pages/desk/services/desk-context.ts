/** What every screen of the desk works with. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Account } from "../../../contract/sessions.ts";
import type { Api } from "../../shared/api.ts";

interface DeskWork {
  readonly api: Api;
  readonly account: Account;
}

export const DeskContext = createContext<DeskWork | undefined>(undefined);

export function useDesk(): DeskWork {
  return useContext(DeskContext)!;
}

interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  again(): void;
}

/** What a route answers; asked again when the path changes. */
export function useAnswer<T>(path: string): Loaded<T> {
  const { api } = useDesk();
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

/** The parts of the address behind #/. */
export function useDeskRoute(): readonly string[] {
  const current = () => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const [parts, setParts] = useState(current);
  useEffect(() => {
    const changed = () => setParts((known) => (known.join() === current().join() ? known : current()));
    addEventListener("hashchange", changed);
    // It may have changed between the first drawing and now.
    changed();
    return () => removeEventListener("hashchange", changed);
  }, []);
  return parts;
}

export function goTo(path: string): void {
  location.hash = `#/${path}`;
}
