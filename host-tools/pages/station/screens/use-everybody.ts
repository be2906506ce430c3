import { useCallback, useEffect, useState } from "preact/hooks";
import type { RosterEntry } from "../../../contract/roster.ts";
import { useStation } from "../services/station-context.ts";

/** Everybody of the own place, and a way to ask again. */
export function useEverybody() {
  const { registry } = useStation().station;
  const [persons, setPersons] = useState<readonly RosterEntry[]>();
  const [error, setError] = useState<unknown>();
  const ask = useCallback(() => {
    setError(undefined);
    registry.everybody().then(setPersons, setError);
  }, [registry]);
  useEffect(ask, [ask]);
  return { persons, error, ask };
}
