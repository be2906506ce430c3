/** What a guard has to see to, the worst first: pure judgement over what the machine tells. */
import { LEAST_COUNTED } from "../../contract/gate-hours.ts";
import type { GuardScreen } from "../../contract/guard-screen.ts";

export const TROUBLES = [
  "cut-off",
  "disk",
  "gone",
  "not-linked",
  "off",
  "taken-away",
  "clock",
  "refused",
  "silent",
  "away",
] as const;
export type Trouble = (typeof TROUBLES)[number];
/** Nothing is lost by these, and the gate goes on. */
const MILD: ReadonlySet<Trouble> = new Set(["silent", "away"]);
export const isMild = (trouble: Trouble): boolean => MILD.has(trouble);

/** A clock that is wrong by less is put right by the server. */
const MOST_AHEAD_MINUTES = 5;

export function troublesOf(screen: GuardScreen, isCutOff: boolean): Trouble[] {
  // What it said before may be so no longer.
  if (isCutOff) return ["cut-off"];
  const { listeners, unwritten, hindrance, ahead } = screen;
  const is: Partial<Record<Trouble, boolean>> = {
    disk: unwritten > 0,
    gone: listeners.some(({ state, kind }) => state === "gone" && kind === "adapter"),
    "not-linked": listeners.some(({ state, kind }) => state === "gone" && kind === "token"),
    off: listeners.some(({ state }) => state === "off"),
    "taken-away": hindrance === "not-the-machine",
    clock: Math.abs(ahead) >= MOST_AHEAD_MINUTES,
    refused: hindrance === "server",
    silent: listeners.some(({ state }) => state === "silent"),
    away: hindrance === "away",
  };
  return TROUBLES.filter((one) => is[one]);
}

interface Seen {
  readonly people: number;
  readonly passages: number;
  /** Per cent of people, at most 100; undefined where too few were counted to say. */
  readonly percent: number | undefined;
}

export function seenOf({ people, passages }: { readonly people: number; readonly passages: number }): Seen {
  const percent = people < LEAST_COUNTED ? undefined : Math.min(100, Math.round((100 * passages) / people));
  return { people, passages, percent };
}
