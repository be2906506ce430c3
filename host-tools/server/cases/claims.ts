/** Who calls whom: a line of a case's list is claimed by one account at a time, for a while. */
import { CLAIM_HOURS } from "../../contract/call-outcomes.ts";
import { HOUR_MS } from "../../lib/time.ts";
import type { Line } from "./line.ts";

/** Somebody claimed a line, gave it to somebody, or gave it up. */
export interface ClaimEvent {
  /** Random; whoever holds the line names it by this. */
  readonly id: string;
  /** World ms; later than the event before. */
  readonly at: number;
  readonly by: string;
  /** Id of the account that holds it from then on, and until when at most; undefined where it was given up. */
  readonly holder?: string | undefined;
  readonly until?: number | undefined;
}

export interface Claim {
  readonly id: string;
  readonly holder: string;
  readonly until: number;
}

/** Who holds a line at a time, by its events, oldest first. */
export function claimAt(events: readonly ClaimEvent[], now: number): Claim | undefined {
  const { id, holder, until } = events.at(-1) ?? {};
  if (id === undefined || holder === undefined || until === undefined || until <= now) return undefined;
  return { id, holder, until };
}

/** When a claim of now ends by itself. */
function claimUntil(now: number): number {
  return now + CLAIM_HOURS * HOUR_MS;
}

/** The event behind those that there are. */
export function claimEvent(
  events: readonly ClaimEvent[],
  event: Pick<ClaimEvent, "id" | "by" | "holder">,
  now: number,
): ClaimEvent {
  const at = Math.max(now, (events.at(-1)?.at ?? 0) + 1);
  return { ...event, at, ...(event.holder === undefined ? {} : { until: claimUntil(now) }) };
}

interface Callable {
  readonly line: Line;
  readonly claim: Claim | undefined;
}

/**
 * The next lines to call of those given in the order of calling: whoever is to be called back by now, then who was never called, then who
 * did not answer, the longest ago first. Those that somebody holds are left out.
 */
export function nextToCall<T extends Callable>(lines: readonly T[], count: number, now: number): T[] {
  const open = lines.filter(({ line, claim }) => line.isToCall && claim === undefined);
  const urgency = ({ line: { state, callBackAt = 0 } }: T) =>
    state === "call-back" ? (callBackAt <= now ? 0 : 3) : state === "to-call" ? 1 : 2;
  const since = ({ line: { state, lastCallAt = 0, callBackAt = 0 } }: T) =>
    state === "no-answer" ? lastCallAt : callBackAt;
  return open
    .map((one, i) => ({ one, i }))
    .sort((a, b) => urgency(a.one) - urgency(b.one) || since(a.one) - since(b.one) || a.i - b.i)
    .slice(0, count)
    .map(({ one }) => one);
}
