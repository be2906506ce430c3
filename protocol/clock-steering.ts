/**
 * How a token keeps step with those around it (docs/CLOCKS.md). Pure functions of a few numbers; the token holds these:
 *
 *   run      votes of one kind in a row, positive when peers are ahead, -MOST_RUN..MOST_RUN
 *   doubt    how far the clock may have strayed since it was last in step, seconds
 *   rate     correction of the clock's rate, seconds a minute
 *   steered  all that was added to the clock since authenticated time, seconds
 *   patience reciprocal of the share of minutes in which a lost token listens for a whole minute
 *
 * Nothing here is kept in flash or moves a key there: what neighbours say can go no further than `withinEnvelope`.
 */
import { TAIL_LATE } from "./advert.ts";
import { rendezvousOffset } from "./rendezvous.ts";

/** Half of a burst whose clock is not in doubt, seconds, and the longest half. */
export const BURST_REACH = 0.5;
export const MOST_REACH = 5;
/** The turn's distance from the rendezvous, as a share of the burst's half. */
const TURN = 0.4;
/** A step forward or back that a run of votes makes is so long for each vote, seconds. */
const STEP = 0.1;
const MOST_RUN = 5;
/** Share of its bound by which a clock is expected to stray once its rate is steered. */
const STEERED_SHARE = 1 / 8;
const MOST_PATIENCE = 4096;

/** Half the length of the burst, seconds. */
export function burstReach(doubt: number): number {
  return Math.min(BURST_REACH + doubt, MOST_REACH);
}

/**
 * Seconds from the rendezvous to the turn of a burst: from then on its adverts carry TAIL_LATE. In even minutes it comes
 * before the rendezvous, in odd ones behind it. So who is in step hears late adverts in even minutes and early ones in
 * odd minutes, and all tokens together have no reason to move.
 */
export function burstTurn(minute: number, reach: number): number {
  return (minute & 1 ? TURN : -TURN) * reach;
}

/** What an advert of a burst, heard at the rendezvous of a minute, says: 1 its sender is ahead, -1 behind, 0 in step. */
export function voteOf(tail: number, minute: number): number {
  return ((tail >> TAIL_LATE) & 1) + (minute & 1) - 1;
}

/** Even minutes show who is behind, odd ones who is ahead: a vote 0 ends only the run that the minute could go on with. */
export function runAfter(run: number, vote: number, minute: number): number {
  if (vote) return run * vote < 0 ? vote : Math.max(-MOST_RUN, Math.min(MOST_RUN, run + vote));
  return run > 0 === (minute & 1) > 0 ? 0 : run;
}

/** Seconds to add to the clock: nothing for a single vote. */
export function stepOf(run: number): number {
  return run * run > 1 ? run * STEP : 0;
}

/**
 * `drift` is the bound of the clock's own error, seconds a minute. Out of step the doubt grows, and with it the burst,
 * so that those who stray further hear it too.
 */
export function doubtAfter(doubt: number, heard: boolean, vote: number, drift: number): number {
  if (!heard) return doubt + drift * STEERED_SHARE;
  return vote ? doubt * 2 + STEP : doubt / 2;
}

/** The rate after a step: the longer the clock was alone, the more of the step is the doing of chance. */
export function rateAfter(rate: number, step: number, doubt: number, drift: number): number {
  return Math.max(-drift, Math.min(drift, rate + (step * drift) / (4 + 8 * doubt)));
}

/**
 * How far the sender of a burst's advert is ahead, seconds, from when it was heard by the own clock (Unix seconds).
 * Best of the last advert before the turn.
 */
export function aheadBy(tail: number, heardAt: number): number {
  const own = (heardAt / 60) | 0;
  // The field has 21 bits: the minute nearest to the own one.
  const minute = own + (((tail - own) << 11) >> 11);
  return minute * 60 + rendezvousOffset(minute) / 1000 + burstTurn(minute, BURST_REACH) - heardAt;
}

/** The part of a change that keeps what was steered within the envelope, seconds. */
export function withinEnvelope(steered: number, change: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, steered + change)) - steered;
}

/**
 * Whether the token listens for a whole minute and more: often when adverts were heard and no burst (`stranger`), now
 * and then when it has no authenticated time. `chance` is 0..1, drawn each time.
 */
export function listensWide(
  patience: number,
  stranger: boolean,
  untrusted: boolean,
  chance: number,
): boolean {
  return chance * patience < (stranger ? 16 : untrusted ? 1 : 0);
}

export function patienceAfter(patience: number): number {
  return Math.min(patience * 2, MOST_PATIENCE);
}
