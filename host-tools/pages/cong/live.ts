/** What the gate's machine tells this page: how the gate is, once a second, and each tap at once. */
import * as v from "valibot";
import {
  GUARD_STREAM,
  type GuardScreen,
  type GuardTap,
  guardScreen,
  guardTap,
} from "../../contract/guard-screen.ts";
import { openStore, type Store } from "../shared/store.ts";
import { keepAwayPage } from "./away-page.ts";

/** Without a word for so long the page says that it is cut off, ms. */
const SILENT_MS = 5000;

interface Live {
  /** Undefined until the machine has spoken. */
  readonly screen: Store<GuardScreen | undefined>;
  readonly isCutOff: Store<boolean>;
  /** The newest tap, and when the page got it, ms of performance.now(). */
  readonly tap: Store<{ readonly tap: GuardTap; readonly shownAt: number } | undefined>;
  /** Each tap in its order. Returns what ends it. */
  onTap(told: (tap: GuardTap) => void): () => void;
}

export function openLive(): Live {
  const screen = openStore<GuardScreen | undefined>(undefined);
  const isCutOff = openStore(false);
  const tap = openStore<{ readonly tap: GuardTap; readonly shownAt: number } | undefined>(undefined);
  const listeners = new Set<(tap: GuardTap) => void>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let heardAt = 0;
  const heard = () => {
    heardAt = Date.now();
    isCutOff.set(false);
    clearTimeout(waiting);
    waiting = setTimeout(() => isCutOff.set(true), SILENT_MS);
  };
  heard();
  // A page that the browser had put to sleep is old as it wakes, before any timer runs.
  const woken = () => {
    if (Date.now() - heardAt > SILENT_MS) isCutOff.set(true);
  };
  for (const kind of ["visibilitychange", "resume"] as const) document.addEventListener(kind, woken);
  addEventListener("pageshow", woken);
  // The browser connects again by itself.
  const source = new EventSource(GUARD_STREAM);
  source.addEventListener("screen", ({ data }) => {
    const read = v.safeParse(guardScreen, JSON.parse(data));
    if (!read.success) return;
    heard();
    if (screen.value === undefined) keepAwayPage();
    screen.set(read.output as GuardScreen);
  });
  source.addEventListener("tap", ({ data }) => {
    const read = v.safeParse(guardTap, JSON.parse(data));
    if (!read.success) return;
    heard();
    tap.set({ tap: read.output, shownAt: performance.now() });
    for (const told of listeners) told(read.output);
  });
  return {
    screen,
    isCutOff,
    tap,
    onTap(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
  };
}
