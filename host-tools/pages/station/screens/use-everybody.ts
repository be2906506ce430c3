import { useCallback, useEffect, useState } from "preact/hooks";
import type { RosterEntry } from "../../../contract/stations.ts";
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

/** Names of what persons have in a field, with how many have it, in order. */
export function groupsOf(
  persons: readonly RosterEntry[],
  field: "group" | "hamlet",
): readonly [string, number][] {
  const counts = new Map<string, number>();
  for (const person of persons) {
    const name = person[field];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b, "vi", { numeric: true }));
}
