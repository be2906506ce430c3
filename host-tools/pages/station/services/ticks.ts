/** What has been done, by token and by person; shared by queue, roster and home visits. */

import type { SyncResult } from "../../../station/sync-client.ts";
import { openStore, type Store } from "../../shared/store.ts";

export interface SyncTick {
  readonly serial: number;
  /** Name of who wears it, where the server has told. */
  readonly wearer?: string | undefined;
  /** Unix ms. */
  readonly at: number;
  readonly isKept: boolean;
  readonly hasProblem: boolean;
}

/** What somebody marked on a home visit. */
export type VisitMark = "refused" | "not-home";

/** By the person's id; `at` is Unix ms. */
type Marks = Readonly<Record<string, { readonly mark: VisitMark; readonly at: number }>>;

/** Whoever wears a token that was synced here, and is to be seen. Nothing but the station's own list of them tells it. */
interface Call {
  readonly serial: number;
  readonly name: string | undefined;
  /** Unix ms. */
  readonly at: number;
}

/** What outlives a reload of the page. */
export interface KeptTicks {
  readonly syncs: readonly SyncTick[];
  readonly marks: Marks;
  readonly calls?: readonly Call[];
}

/** The server's word of who wears a token. */
interface ToldOfWearer {
  readonly wearer: string | undefined;
  /** They are to be seen. */
  readonly isCalled: boolean;
}

export interface Ticks {
  readonly syncs: Store<readonly SyncTick[]>;
  readonly marks: Store<Marks>;
  readonly calls: Store<readonly Call[]>;
  synced(result: SyncResult, at: number, told: ToldOfWearer): void;
  /** Somebody has seen them. */
  seen(serial: number): void;
  mark(person: string, mark: VisitMark | undefined, at: number): void;
  /** Takes up what an earlier page kept, as far as it still says something at `now`, Unix ms. */
  resume(kept: KeptTicks, now: number): void;
}

/** A day's queue, class or workshop; a round through the hamlets. */
const SYNC_MS = 12 * 3_600_000;
const MARK_MS = 14 * 86_400_000;
const CALL_MS = 24 * 3_600_000;

/** `keep` is told of every change. */
export function openTicks(keep: (ticks: KeptTicks) => void = () => {}): Ticks {
  const syncs = openStore<readonly SyncTick[]>([]);
  const marks = openStore<Marks>({});
  const calls = openStore<readonly Call[]>([]);
  const changed = () => keep({ syncs: syncs.value, marks: marks.value, calls: calls.value });
  return {
    syncs,
    marks,
    calls,
    synced(result, at, { wearer, isCalled }) {
      const { serial, kept: pagesKept, refused } = result;
      const tick = { serial, wearer, at, isKept: pagesKept > 0, hasProblem: refused.length > 0 };
      syncs.set([tick, ...syncs.value.filter((one) => one.serial !== serial)]);
      const others = calls.value.filter((one) => one.serial !== serial);
      if (isCalled) calls.set([{ serial, name: wearer, at }, ...others]);
      changed();
    },
    seen(serial) {
      calls.set(calls.value.filter((one) => one.serial !== serial));
      changed();
    },
    mark(person, mark, at) {
      const { [person]: _, ...others } = marks.value;
      marks.set(mark ? { ...others, [person]: { mark, at } } : others);
      changed();
    },
    resume(kept, now) {
      const isYoung = (at: number, most: number) => Math.abs(now - at) < most;
      syncs.set(kept.syncs.filter(({ at }) => isYoung(at, SYNC_MS)));
      calls.set(kept.calls?.filter(({ at }) => isYoung(at, CALL_MS)) ?? []);
      marks.set(Object.fromEntries(Object.entries(kept.marks).filter(([, { at }]) => isYoung(at, MARK_MS))));
    },
  };
}
