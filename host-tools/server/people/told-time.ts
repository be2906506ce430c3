/** When something was done by a station that had no network then: what its clocks vouch for, and within what the truth lies. */
import type { ToldClock } from "../../contract/tokens.ts";
import { DAY_MS } from "../../lib/time.ts";

/** Two measurements of one clock that differ by less are of a clock that nobody has set between them. */
const STEADY_MS = 120_000;
/** Longer ago than this nobody says when it was, whatever vouches for it. */
const MOST_DELAY_MS = 21 * DAY_MS;
/** What is assumed where it is not known since when it may have been. */
const UNKNOWN_DELAY_MS = 7 * DAY_MS;

interface TimeJudged {
  /** The likeliest time: as it was told, less what the clock was found to be ahead. World ms. */
  readonly best: number;
  /** It was not before this, nor after `to`; the same where something vouches for it. */
  readonly from: number;
  readonly to: number;
  readonly isVouched: boolean;
}

/** `told` by the station, `now` by the server, world ms. Without a clock nothing vouches for it. */
export function judgeTime(told: number, clock: ToldClock | undefined, now: number): TimeJudged {
  const { after, offBy } = clock ?? {};
  const earliest = Math.max(now - MOST_DELAY_MS, Math.min(now, after ?? now - UNKNOWN_DELAY_MS));
  const vouched = clock && vouchedTime(told, clock, now);
  if (vouched !== undefined && vouched >= earliest - STEADY_MS && vouched <= now + STEADY_MS) {
    const at = Math.min(now, Math.max(vouched, earliest));
    return { best: at, from: at, to: at, isVouched: true };
  }
  const best = Math.min(now, Math.max(earliest, told - (offBy ?? 0)));
  return { best, from: earliest, to: now, isVouched: false };
}

/** By a clock that was carried on from the server's, by one that nobody sets, or by one that was as far off before as after. */
function vouchedTime(
  told: number,
  { by, ago, offBefore, offBy }: ToldClock,
  now: number,
): number | undefined {
  if (by === "server") return told;
  if (ago !== undefined) return now - ago;
  if (offBefore === undefined || offBy === undefined) return undefined;
  return Math.abs(offBefore - offBy) <= STEADY_MS ? told - offBy : undefined;
}
