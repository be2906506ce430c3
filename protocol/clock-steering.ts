/**
 * How a token keeps step with those around it (docs/CLOCKS.md). Pure functions of a few numbers; the token holds these:
 *
 *   run      votes of one kind in a row, positive when peers are ahead, -MOST_RUN..MOST_RUN; 0 in step
 *   strays   whether anybody was heard out of step in the last two minutes
 *   doubt    how far the clock may have strayed since it was last in step, seconds
 *   rate     correction of the clock's rate, seconds a minute: measured between two authenticated times, until then learnt
 *   steered  all that was added to the clock since authenticated time, seconds
 *   learnt   minutes in company so far, FIRST_MINUTES at a start: the rate is known the better
 *   patience reciprocal of the share of minutes in which a lost token listens for 78 s: 1 at a start, CALM_PATIENCE in step
 *
 * Nothing of this moves a key in flash: what neighbours say can go no further than `withinEnvelope`.
 */
import { rendezvousOffset } from "./rendezvous.ts";

/** The longest half of a burst, seconds. */
export const MOST_REACH = 8;
/** The turn's distance from the rendezvous, seconds. */
const TURN = 0.25;
/** A step that a run of votes makes is so long for each vote at least, seconds. */
const STEP = 0.1;
const MOST_RUN = 5;
/** Doubt of one more minute, seconds: what a clock of the worse kind strays once its rate is steered. One meets both kinds. */
const MINUTE_OF_DOUBT = 0.004;
/** Doubt of a clock that was set by the server, seconds: those it meets were not. */
export const DOUBT_WHEN_SET = 4;
/** A first step counts for the rate as if the clock had been alone for so many minutes more: a step in company is mostly noise. */
export const FIRST_MINUTES = 80;
/**
 * Patience of a token that was in step; the most after listening to nothing, and the most after strangers were heard and
 * no burst. Who hears a stranger listens so much sooner.
 */
export const CALM_PATIENCE = 2048;
const MOST_PATIENCE = 2048;
const MOST_WITH_STRANGERS = 262144;
const STRANGER = 1024;

/**
 * Half the length of the burst, seconds; `least` when the clock is in no doubt. Who heard somebody out of step makes it
 * long, so that the other hears it too: adverts are cheap, and listening is not.
 */
export function burstReach(doubt: number, strays: number, least: number): number {
  return strays ? MOST_REACH : Math.min(least + doubt, MOST_REACH);
}

/**
 * Seconds from the rendezvous to the turn of a burst: from then on its adverts carry TAIL_LATE. In even minutes it comes
 * before the rendezvous, in odd ones behind it. So who is in step hears late adverts in even minutes and early ones in
 * odd minutes, and all tokens together have no reason to move.
 */
export function burstTurn(minute: number): number {
  return minute & 1 ? TURN : -TURN;
}

/**
 * Whether many heard were out of step, more than two of five: bit 0 in the last even minute, bit 1 in the last odd one. Before
 * the turn (`early`) says so in even minutes, behind it in odd ones. A few always seem so, as nobody sends to the instant.
 */
export function straysAfter(strays: number, early: number, late: number, minute: number): number {
  return minute & 1
    ? (strays & 1) | (3 * late > 2 * early ? 2 : 0)
    : (strays & 2) | (3 * early > 2 * late ? 1 : 0);
}

/** What most of them say: 1 their senders are ahead, -1 behind; else 0, in step. */
export function voteOf(early: number, late: number, minute: number): number {
  if (minute & 1) return late > early ? 1 : 0;
  return early > late ? -1 : 0;
}

/** Even minutes show who is behind, odd ones who is ahead: a vote 0 ends only the run that the minute could go on with. */
export function runAfter(run: number, vote: number, minute: number): number {
  if (vote) return run * vote < 0 ? vote : Math.max(-MOST_RUN, Math.min(MOST_RUN, run + vote));
  return run > 0 === (minute & 1) > 0 ? 0 : run;
}

/** Seconds to add to the clock: nothing for a single vote; more for a longer run and for a clock that was long alone. */
export function stepOf(run: number, doubt: number): number {
  return run * run > 1 ? run * Math.max(STEP, doubt / 16) : 0;
}

/** It goes slowly: who seems in step with a few in the morning may not yet be so with all. */
export function doubtAfter(doubt: number, inStep: boolean, minutesSince: number): number {
  return inStep ? doubt * 0.8 : doubt + minutesSince * MINUTE_OF_DOUBT;
}

/** Nobody was heard for so many minutes: the token is alone, and has a rendezvous in even minutes only. */
export const MINUTES_ALONE = 60;

/**
 * The minute whose rendezvous is next. Alone it is the next even one: so two who are alone send and listen in the same minutes, and
 * who comes is heard within two.
 */
export function nextMeeting(minute: number, alone: boolean): number {
  return alone ? (minute + 2) & -2 : minute + 1;
}

/**
 * The rate after a step, where it was not yet measured: the step is spread over the minutes since the clock was in step, and
 * over those that it has learnt in, FIRST_MINUTES and more. `drift` is the bound of the clock's own error, seconds a minute.
 */
export function rateAfter(rate: number, step: number, doubt: number, learnt: number, drift: number): number {
  return Math.max(-drift, Math.min(drift, rate + step / (learnt + doubt / MINUTE_OF_DOUBT)));
}

/**
 * The rate between two authenticated times, parts per million, positive when fast: by how many seconds the clock, steered by nobody,
 * would have gained in a span of seconds.
 */
export function rateBetween(gained: number, span: number, mostPpm: number): number {
  return Math.max(-mostPpm, Math.min(mostPpm, (gained / span) * 1e6));
}

/**
 * How far the sender of a burst's advert is ahead, seconds, from when it was heard by the own clock (Unix seconds). The
 * mean over a burst is its sender's, whatever its length.
 */
export function aheadBy(tail: number, heardAt: number): number {
  const own = (heardAt / 60) | 0;
  // The field has 21 bits: the minute nearest to the own one.
  const minute = own + (((tail - own) << 11) >> 11);
  return minute * 60 + rendezvousOffset(minute) / 1000 - heardAt;
}

/** What of a clock's steering stays within its envelope, seconds; `bound` is half of that. */
export function withinEnvelope(steered: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, steered));
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
  return chance * patience < (stranger ? STRANGER : untrusted ? 1 : 0);
}

/** Patience after a wide listening. */
export function patienceAfter(patience: number, stranger: boolean): number {
  return Math.min(patience * 2, stranger ? MOST_WITH_STRANGERS : MOST_PATIENCE);
}
