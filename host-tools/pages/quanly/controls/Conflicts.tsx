/** Fields that a colleague has changed, too: both words, and nothing is saved before somebody has chosen. */
import type { FieldValue, Meanwhile } from "../../../contract/changes.ts";
import { BothWords } from "../../shared/components/BothWords.tsx";

interface ConflictsProps {
  readonly conflicts: readonly Meanwhile[];
  readonly isBusy: boolean;
  readonly nameOf: (field: string) => string;
  readonly said: (field: string, value: FieldValue) => string;
  readonly settle: (conflict: Meanwhile, isMine: boolean) => void;
}

export function Conflicts({ conflicts, isBusy, nameOf, said, settle }: ConflictsProps) {
  return (
    <>
      {conflicts.map((conflict) => (
        <BothWords
          key={conflict.field}
          name={nameOf(conflict.field)}
          testId="meanwhile"
          by={conflict.by}
          at={conflict.at}
          theirs={said(conflict.field, conflict.now ?? null)}
          mine={said(conflict.field, conflict.wanted ?? null)}
          isBusy={isBusy}
          settle={(isMine) => settle(conflict, isMine)}
        />
      ))}
    </>
  );
}
