/** One visit as the screen shows it: from the chooser to the result, with how far it is and how long it will take. */

import type { PartialPages } from "../../../station/partial-pages.ts";
import type { SyncResult, SyncState } from "../../../station/sync-client.ts";
import { visit } from "../../../station/visit.ts";
import { watchQuiet } from "./quiet-watch.ts";
import type { Chosen, Station, TokenState } from "./types.ts";

export type SyncPhase =
  | { readonly kind: "idle" }
  | { readonly kind: "choosing" }
  | {
      readonly kind: "connecting";
      readonly name: string;
      readonly isAgain: boolean;
      /** Nothing has been heard of the token for some seconds. */
      readonly isQuiet: boolean;
    }
  | {
      readonly kind: "working";
      readonly name: string;
      /** Name of who wears it, once the server has told. */
      readonly wearer: string | undefined;
      readonly state: SyncState;
      /** 0..1 */
      readonly share: number;
      /** Unknown before enough has come. */
      readonly secondsLeft: number | undefined;
      readonly isQuiet: boolean;
    }
  | { readonly kind: "done"; readonly name: string; readonly result: SyncResult; readonly told: Told }
  | { readonly kind: "failed"; readonly name: string | undefined; readonly error: unknown };

/** What the server says of the token, before and after; undefined without a network. */
export interface Told {
  readonly before: TokenState | undefined;
  readonly after: TokenState | undefined;
  readonly at: number;
}

interface RunOptions {
  readonly station: Station;
  readonly partials: PartialPages;
  readonly onPhase: (phase: SyncPhase) => void;
  /** Retries the token chosen last instead of asking again. */
  readonly again?: Chosen | undefined;
  /** Only this one is offered. */
  readonly expected?: { readonly name: string; readonly serial: number } | undefined;
  readonly signal: AbortSignal;
}

/** Ends in "done" or "failed"; returns what was chosen, for another try, the result, and who is called. */
export async function runSync({ station, partials, onPhase, again, expected, signal }: RunOptions) {
  let chosen = again;
  let show: () => void = () => {};
  let isQuiet = false;
  const watch = watchQuiet((is) => {
    isQuiet = is;
    show();
  });
  try {
    if (!chosen) onPhase({ kind: "choosing" });
    chosen ??= await station.radio.choose(expected?.name);
    signal.throwIfAborted();
    const { name, connect } = chosen;
    const pace = openPace();
    let state: SyncState = "open";
    let share = 0;
    let before: Promise<TokenState | undefined> = Promise.resolve(undefined);
    let wearer: string | undefined;
    const working = () =>
      onPhase({ kind: "working", name, wearer, state, share, secondsLeft: pace.secondsLeft(share), isQuiet });
    const result = await visit({
      connect,
      authority: station.authority,
      waitingFor: watch.waitingFor,
      partials,
      signal,
      ...(expected ? { expected: expected.serial } : {}),
      onLink(number) {
        show = () => onPhase({ kind: "connecting", name, isAgain: number > 0, isQuiet });
        // A second link is tried because the token is not heard: only its answer is news.
        if (number === 0) watch.heard();
        show();
      },
      onState(next, serial) {
        state = next;
        show = working;
        watch.heard();
        if (next === "time" && serial !== undefined)
          before = tokenState(station, serial).then((known) => {
            wearer = known?.wearer?.name;
            return known;
          });
        working();
      },
      onProgress({ bytes, ofBytes }) {
        share = ofBytes === 0 ? 1 : bytes / ofBytes;
        pace.note(share);
        watch.heard();
        working();
      },
    });
    watch.stop();
    const told: Told = {
      before: await before,
      after: await tokenState(station, result.serial),
      at: station.clock.now(),
    };
    onPhase({ kind: "done", name, result, told });
    const { isCalled = false, wearer: wearing } = told.after ?? {};
    return { chosen, result, told: { wearer: wearing?.name ?? wearer, isCalled } };
  } catch (error) {
    onPhase({ kind: "failed", name: chosen?.name, error });
    return { chosen, result: undefined, told: undefined };
  } finally {
    watch.stop();
  }
}

/** Not knowing it stops no sync. */
async function tokenState(station: Station, serial: number): Promise<TokenState | undefined> {
  return station.registry.token(serial).catch(() => undefined);
}

const ENOUGH_MS = 300;

/** How fast it goes, from the beginning of this link. */
function openPace() {
  let first: { readonly at: number; readonly share: number } | undefined;
  let last = first;
  return {
    note(share: number): void {
      const point = { at: performance.now(), share };
      if (!last || share < last.share) first = point;
      last = point;
    },
    secondsLeft(share: number): number | undefined {
      if (!first || !last || last.at - first.at < ENOUGH_MS || share <= first.share) return undefined;
      return (((1 - share) / (last.share - first.share)) * (last.at - first.at)) / 1000;
    },
  };
}
