/** Changes a thing that colleagues change, too: only what was changed is sent, and never over a colleague's word unseen. */
import { useState } from "preact/hooks";
import type { FieldValue, Meanwhile } from "../../../contract/changes.ts";
import { ApiProblem } from "../../shared/api.ts";
import { askedOf, type Edits, settled, without } from "../../shared/edits.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { useQuanly } from "./quanly-context.ts";

interface EditWork {
  readonly work: Work;
  readonly isSaved: boolean;
  readonly isChanged: boolean;
  /** Fields that a colleague has changed, too: somebody has to choose. */
  readonly conflicts: readonly Meanwhile[];
  /** As it is or is typed; null where there is nothing. */
  now(field: string): FieldValue;
  set(field: string, value: FieldValue): void;
  /** `more`: what is sent as it stands though nobody has touched it. */
  save(more?: Readonly<Record<string, FieldValue>>): void;
  settle(conflict: Meanwhile, isMine: boolean): void;
  /** The refusal of what was sent last, where it names a field. */
  readonly problem: ApiProblem | undefined;
}

/** Of a thing that is to be added nothing was seen. */
function sentOf(edits: Edits): object {
  const seen = Object.entries(edits).filter(([, edit]) => edit.seen !== null);
  return Object.assign(askedOf(edits), {
    seen: Object.fromEntries(seen.map(([name, edit]) => [name, edit.seen])),
  });
}

const isSame = (one: FieldValue, other: FieldValue) => JSON.stringify(one) === JSON.stringify(other);

/** `kept`: its fields as they were read; `saved` is told what has been stored. */
export function useEdits(
  kept: Readonly<Record<string, FieldValue | undefined>>,
  path: string,
  saved: (fields: readonly string[]) => void,
): EditWork {
  const { api } = useQuanly();
  const work = useWork();
  const [edits, setEdits] = useState<Edits>({});
  const [conflicts, setConflicts] = useState<readonly Meanwhile[]>([]);
  const [isSaved, setSaved] = useState(false);
  const keptOf = (field: string): FieldValue => kept[field] ?? null;
  const send = (asked: Edits) =>
    work.run(async () => {
      try {
        await api.send("PUT", path, sentOf(asked));
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.meanwhile.length === 0) throw error;
        return setConflicts(error.meanwhile);
      }
      setEdits({});
      setSaved(true);
      saved(Object.keys(asked));
    });
  return {
    work,
    isSaved,
    conflicts,
    isChanged: Object.keys(edits).length > 0,
    problem: work.error instanceof ApiProblem ? work.error : undefined,
    now: (field) => (edits[field] ? edits[field].wanted : keptOf(field)),
    set(field, wanted) {
      setSaved(false);
      const seen = edits[field] ? edits[field].seen : keptOf(field);
      const others = without(edits, field);
      setEdits(
        isSame(wanted, keptOf(field)) ? others : Object.assign({}, others, { [field]: { seen, wanted } }),
      );
    },
    save(more = {}) {
      const untouched = Object.entries(more).filter(([field]) => !edits[field]);
      const all = untouched.map(([field, wanted]) => [field, { seen: keptOf(field), wanted }] as const);
      send(Object.assign(Object.fromEntries(all), edits));
    },
    settle(conflict, isMine) {
      const after = settled(edits, conflict, isMine);
      const left = conflicts.filter((one) => one.field !== conflict.field);
      setEdits(after);
      setConflicts(left);
      if (left.length > 0) return;
      if (Object.keys(after).length > 0) send(after);
      else saved([]);
    },
  };
}
