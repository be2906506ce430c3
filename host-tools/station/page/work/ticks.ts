/** What has been done today, by token and by person; shared by queue, roster and home visits. */
import { openStore, type Store } from "../../../web/ui/store.ts";
import type { SyncResult } from "../../sync-client.ts";

export interface SyncTick {
  readonly serial: number;
  /** Unix ms. */
  readonly at: number;
  readonly isKept: boolean;
  readonly hasProblem: boolean;
}

/** What somebody marked on a home visit. */
export type VisitMark = "refused" | "not-home";

export interface Ticks {
  readonly syncs: Store<readonly SyncTick[]>;
  readonly marks: Store<Readonly<Record<string, VisitMark>>>;
  synced(result: SyncResult, at: number): void;
  mark(person: string, mark: VisitMark | undefined): void;
}

/** `keep` is told of every change of marks, `kept` is what it was told last. */
export function openTicks(
  kept: Readonly<Record<string, VisitMark>> = {},
  keep: (marks: Readonly<Record<string, VisitMark>>) => void = () => {},
): Ticks {
  const syncs = openStore<readonly SyncTick[]>([]);
  const marks = openStore(kept);
  return {
    ...{ syncs, marks },
    synced(result, at) {
      const { serial, kept: pagesKept, refused } = result;
      const tick = { serial, at, isKept: pagesKept > 0, hasProblem: refused.length > 0 };
      syncs.set([tick, ...syncs.value.filter((one) => one.serial !== serial)]);
    },
    mark(person, mark) {
      const { [person]: _, ...others } = marks.value;
      marks.set(mark ? { ...others, [person]: mark } : others);
      keep(marks.value);
    },
  };
}
