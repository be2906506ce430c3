/**
 * What was begun and is not done: it outlives a lock, a reload and going back. Sealed under the PIN where there is one, else only in
 * this tab's memory; gone after a day, and when what is held ahead goes (expiry.ts).
 */
import { DRAFTS } from "../local-store/expiry.ts";

const DRAFT_MS = 24 * 3_600_000;

interface Draft {
  /** When it was changed last, Unix ms by the station's clock. */
  readonly at: number;
  readonly value: unknown;
}
type KeptDrafts = Readonly<Record<string, Draft>>;

/** Where they are kept over a reload. */
interface DraftStore {
  get<T>(name: string): Promise<T | undefined>;
  put(name: string, value: unknown): Promise<void>;
}

export interface Drafts {
  /** Resolves when what was kept is here; before that nothing is known of it. */
  readonly loaded: Promise<void>;
  get<T>(name: string): T | undefined;
  put(name: string, value: unknown): void;
  drop(name: string): void;
  /** Resolves when all that was put is written down, or could not be. */
  settled(): Promise<void>;
}

/** `store`: undefined keeps them in memory. `now`: Unix ms. */
export function openDrafts(store: DraftStore | undefined, now: () => number): Drafts {
  let drafts: KeptDrafts = {};
  let writing: Promise<void> | undefined;
  let isChanged = false;
  const loaded = (async () => {
    const kept = (await store?.get<KeptDrafts>(DRAFTS)) ?? {};
    const young = Object.entries(kept).filter(([, { at }]) => Math.abs(now() - at) < DRAFT_MS);
    // What was begun while it was read is newer.
    drafts = { ...Object.fromEntries(young), ...drafts };
    if (young.length < Object.keys(kept).length) keep();
  })();
  // One write at a time, each with the newest word: a letter typed during one is in the next.
  function keep(): void {
    isChanged = true;
    writing ??= loaded
      .then(async () => {
        while (isChanged) {
          isChanged = false;
          await store?.put(DRAFTS, drafts);
        }
      })
      .finally(() => {
        writing = undefined;
      });
  }
  return {
    loaded,
    get: <T>(name: string) => drafts[name]?.value as T | undefined,
    put(name, value) {
      drafts = { ...drafts, [name]: { at: now(), value } };
      keep();
    },
    drop(name) {
      if (!(name in drafts)) return;
      drafts = Object.fromEntries(Object.entries(drafts).filter(([one]) => one !== name));
      keep();
    },
    settled: async () => void (await writing?.catch(() => {})),
  };
}
