/** Puts details right: only what was changed, and never over a colleague's word unseen. */
import { useState } from "preact/hooks";
import type { Meanwhile } from "../../../contract/changes.ts";
import { ApiProblem } from "../../shared/api.ts";
import { type Edits, settled } from "../../shared/edits.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";

/** `done` is told whether anything was written. */
export function useCorrection(person: string, done: (isChanged: boolean) => void | Promise<void>) {
  const { rights } = useStation().station;
  const work = useWork();
  const [edits, setEdits] = useState<Edits>({});
  const [conflicts, setConflicts] = useState<readonly Meanwhile[]>([]);
  const send = (wanted: Edits) =>
    work.run(async () => {
      setEdits(wanted);
      const isChanged = Object.keys(wanted).length > 0;
      try {
        if (isChanged) await rights.correct(person, wanted);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.meanwhile.length === 0) throw error;
        return setConflicts(error.meanwhile);
      }
      await done(isChanged);
    });
  /** Ends a conflict with this page's word, or with the colleague's; the last one saves. */
  const settle = (conflict: Meanwhile, isMine: boolean) => {
    const after = settled(edits, conflict, isMine);
    const left = conflicts.filter((one) => one.field !== conflict.field);
    setEdits(after);
    setConflicts(left);
    if (left.length === 0) send(after);
  };
  return { work, conflicts, send, settle };
}
