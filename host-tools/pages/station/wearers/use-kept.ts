import { useCallback, useEffect, useState } from "preact/hooks";
import type { RosterEntry } from "../../../contract/roster.ts";
import { NoNetwork } from "../../shared/api.ts";
import { useStation } from "../services/station-context.ts";
import type { KeptOf } from "../services/types.ts";

interface Looked {
  readonly kept?: KeptOf;
  /** Without a network: what this computer holds of them, where it does. */
  readonly held?: RosterEntry;
  readonly error?: unknown;
}

/** What the server keeps of somebody, and a way to ask again. */
export function useKept(id: string) {
  const { rights, registry } = useStation().station;
  const [looked, setLooked] = useState<Looked>({});
  const look = useCallback(async () => {
    try {
      const kept = await rights.look(id);
      setLooked({ kept });
    } catch (error) {
      const everybody = error instanceof NoNetwork ? await registry.everybody().catch(() => []) : [];
      const held = everybody.find((one) => one.id === id);
      setLooked(held ? { error, held } : { error });
    }
  }, [rights, registry, id]);
  useEffect(() => void look(), [look]);
  const again = () => {
    setLooked({});
    void look();
  };
  return { kept: looked.kept, held: looked.held, error: looked.error, look, again };
}
