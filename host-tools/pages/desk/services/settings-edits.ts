/** Changes a case's settings: only what was changed, and never over a colleague's word unseen. */
import { useEffect, useState } from "preact/hooks";
import type { CaseSettings, CaseView } from "../../../contract/cases.ts";
import type { Meanwhile } from "../../../contract/changes.ts";
import { ApiProblem } from "../../shared/api.ts";
import { askedOf, type Edits, settled, typedMeanwhile, without } from "../../shared/edits.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { useDesk } from "./desk-context.ts";

export type Setting = keyof CaseSettings;

interface SettingsWork {
  readonly work: Work;
  readonly isSaved: boolean;
  /** Fields that a colleague has changed, too: somebody has to choose. */
  readonly conflicts: readonly Meanwhile[];
  /** As it is or is typed; empty where there is nothing. */
  typed(field: Setting): string;
  set(field: Setting, value: string): void;
  save(): void;
  /** Ends a conflict with this page's word, or with the colleague's; the last one saves. */
  settle(conflict: Meanwhile, isMine: boolean): void;
}

function kept(of: CaseView, field: Setting): string | undefined {
  return field === "from" || field === "to" ? of.byHand[field] : of[field];
}

export function useSettingsEdits(given: CaseView, changed: () => void): SettingsWork {
  const { api } = useDesk();
  // What the last change was answered with, until the screen has read the case again.
  const [answered, setAnswered] = useState<CaseView>();
  useEffect(() => setAnswered(undefined), [given]);
  const of = answered ?? given;
  const work = useWork();
  const [edits, setEdits] = useState<Edits>({});
  const [conflicts, setConflicts] = useState<readonly Meanwhile[]>([]);
  const [isSaved, setSaved] = useState(false);
  const send = (edits: Edits) =>
    work.run(async () => {
      setSaved(false);
      try {
        if (Object.keys(edits).length > 0)
          setAnswered(await api.send<CaseView>("PUT", `/api/cases/${of.id}`, askedOf(edits)));
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.meanwhile.length === 0) throw error;
        return setConflicts(error.meanwhile);
      }
      setEdits((now) => typedMeanwhile(now, edits));
      setSaved(Object.keys(edits).length > 0);
      changed();
    });
  return {
    work,
    isSaved: isSaved && Object.keys(edits).length === 0,
    conflicts,
    typed(field) {
      const edit = edits[field];
      return ((edit ? edit.wanted : kept(of, field)) as string | null | undefined) ?? "";
    },
    set(field, value) {
      setSaved(false);
      const now = kept(of, field) ?? null;
      const wanted = value === "" ? null : value;
      const before = edits[field];
      const edit = { seen: before ? before.seen : now, wanted };
      // What is on its way may make another of it.
      const isNone = wanted === now && !work.isBusy;
      setEdits(isNone ? without(edits, field) : { ...edits, [field]: edit });
    },
    save: () => send(edits),
    settle(conflict, isMine) {
      const after = settled(edits, conflict, isMine);
      const left = conflicts.filter((one) => one.field !== conflict.field);
      setEdits(after);
      setConflicts(left);
      if (left.length === 0) send(after);
    },
  };
}
