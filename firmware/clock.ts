/**
 * The token's own time: the interpreter's clock, which counts from power-on, an offset to Unix time, and a rate. Other
 * tokens steer both (protocol/clock-steering.ts), within an envelope around authenticated time. Nothing here knows the radio: the
 * simulation of weeks runs these functions as they stand (host-tools/studies/clocks).
 */
import { TAIL_IN_BURST, TAIL_LATE, TAIL_TRUSTED } from "../protocol/advert.ts";
import {
  CALM_PATIENCE,
  DOUBT_WHEN_SET,
  doubtAfter,
  FIRST_MINUTES,
  listensWide,
  MINUTES_ALONE,
  patienceAfter,
  rateAfter,
  rateBetween,
  runAfter,
  stepOf,
  straysAfter,
  voteOf,
  withinEnvelope,
} from "../protocol/clock-steering.ts";
import { DAY_SECONDS } from "../protocol/epoch.ts";
import { CLOCK_TRUSTED, RATE_MEASURED } from "../protocol/page.ts";
import { connected } from "./link.ts";
import { ANCHOR, FLAGS, PPM, state, stateHalves, stateWords, UNCERTAINTY } from "./state.ts";

/**
 * By how much a clock may be steered, parts per million: half as much again as it can be wrong by itself, for a company's mean may
 * be wrong the other way; and restarts of the radio, one an epoch, take a time that is not quite known.
 */
const MOST_PPM = 1.5 * BOARD_CLOCK_PPM + BOARD_RESTART_LOSS_MS / 0.9;
/** The same in seconds a minute. */
const DRIFT = (MOST_PPM * 60) / 1e6;
/** Who is not alone listens wide so much more rarely, for bursts that are not heard beside those that are. */
const COMPANY = BOARD_CLOCK_PPM > 100 ? 8 : 256;

/** Bits of the tail, from TAIL_LATE on: rendezvous passed, in a burst, clock trusted. */
const TRUSTED_TALLY = 1 << (TAIL_TRUSTED - TAIL_LATE);
const EARLY = 1 << (TAIL_IN_BURST - TAIL_LATE);
export const TALLY_MASK = TRUSTED_TALLY | EARLY | 1;

let offset: number;
/** The offset as it was when the time was authenticated. */
let anchored: number;
/** Up to here the rate has been allowed for. */
let since: number;
/** What is added to the clock, seconds a minute. */
let rate: number;
let run = 0;
let learnt = FIRST_MINUTES;
/** The minute that was judged last. */
let judged = 0;
/** Whether anybody was heard out of step in the last two minutes. */
export let strays = 0;
/** How far the clock may have strayed since it was last in step with others, s. */
export let doubt = 0;
/** The last minute in which somebody was heard in the epoch. */
export let company = 0;
/** How rarely a lost token listens wide (protocol/clock-steering.ts). */
let patience = 1;

/** Unix time in seconds, with fraction, as far as the token knows. */
export function now(): number {
  const time = getTime();
  offset += ((time - since) * rate) / 60;
  since = time;
  return time + offset;
}

export function setCompany(minute: number): void {
  company = minute;
}

/** Nobody was heard for an hour. */
export function isAlone(minute: number): boolean {
  return minute - company > MINUTES_ALONE;
}

/** Sets the time; the rate is what the log has. */
export function setNow(unixSeconds: number): void {
  rate = ((stateHalves[PPM] << 16) >> 16) * -6e-5;
  since = getTime();
  anchored = offset = unixSeconds - since;
}

/** Sets the time by the server's. What the clock has gained since the last such time, steered by nobody, is its rate. */
export function setByServer(unixSeconds: number): void {
  const span = unixSeconds - stateWords[ANCHOR];
  // The seconds told are whole: in a shorter time they say too little.
  if (state[FLAGS] & CLOCK_TRUSTED && span > DAY_SECONDS) {
    stateHalves[PPM] = rateBetween(getTime() + anchored - unixSeconds, span, MOST_PPM);
    state[FLAGS] |= RATE_MEASURED;
  }
  doubt = DOUBT_WHEN_SET;
  run = strays = 0;
  setNow(unixSeconds);
}

/** A restart of the radio stops the interpreter's clock for a time that the board's figures give. */
export function radioRestarted(): void {
  offset += BOARD_RESTART_LOSS_MS / 1000;
  anchored += BOARD_RESTART_LOSS_MS / 1000;
}

/** How far a trusted clock can be off, s. */
export function envelope(): number {
  return stateHalves[UNCERTAINTY] + (now() - stateWords[ANCHOR]) * (MOST_PPM / 1e6);
}

/**
 * Moves the clock by so many seconds: a trusted one within its envelope, another one by a day at most since it woke up or was
 * told a time, so that nobody gets its rolling IDs earlier than that.
 */
function moveClock(seconds: number): void {
  const bound = state[FLAGS] & CLOCK_TRUSTED ? envelope() : DAY_SECONDS;
  offset = anchored + withinEnvelope(offset + seconds - anchored, bound);
}

/** Moves the clock by what peers say, and its rate by a share of that. A crystal's rate is no matter for others. */
function correct(step: number): void {
  moveClock(step);
  if (BOARD_CLOCK_PPM < 100 || state[FLAGS] & RATE_MEASURED) return;
  rate = rateAfter(rate, step, doubt, learnt, DRIFT);
  stateHalves[PPM] = rate / -6e-5;
}

/**
 * After a minute's window: how many tokens were heard in it, by bits of the tail from TAIL_LATE on. A trusted clock is told by trusted
 * ones alone. True when it is worth to listen for longer: those that one is in step with may have been apart from others for long.
 */
export function steer(tally: ArrayLike<number>, minute: number): boolean {
  const trusted = state[FLAGS] & CLOCK_TRUSTED;
  const early = tally[EARLY + TRUSTED_TALLY] + (trusted ? 0 : tally[EARLY]);
  const late = tally[EARLY + TRUSTED_TALLY + 1] + (trusted ? 0 : tally[EARLY + 1]);
  const stranger = tally[TRUSTED_TALLY + 1] + (trusted ? 0 : tally[1]) > 0;
  const heard = early + late > 0;
  if (heard) {
    learnt++;
    const vote = voteOf(early, late, minute);
    strays = straysAfter(strays, early, late, minute);
    run = runAfter(run, vote, minute);
    if (vote) correct(stepOf(run, doubt));
  } else strays = 0;
  const inStep = heard && !run;
  if (inStep) patience = CALM_PATIENCE;
  // Who is alone has a rendezvous in every other minute.
  doubt = doubtAfter(doubt, inStep, Math.min(minute - judged, 2));
  judged = minute;
  if (
    (heard && !stranger) ||
    connected ||
    !listensWide(heard ? COMPANY * patience : patience, stranger, !trusted, Math.random())
  )
    return false;
  patience = patienceAfter(patience, stranger);
  return true;
}

/**
 * Whether an advert of a burst counts (not 0, not false), by its tail and by how far that makes its sender ahead, s. Who is trusted
 * believes trusted peers alone, and nothing that two such clocks cannot differ by; who is not, also others where they say that it is
 * later.
 */
export function believes(tail: number, ahead: number): number | boolean {
  return state[FLAGS] & CLOCK_TRUSTED
    ? tail & (1 << TAIL_TRUSTED) && Math.abs(ahead) < 2 * envelope()
    : tail & (1 << TAIL_TRUSTED) || ahead > 0;
}

/** Wide listening has told by how much the clock is behind, s: as far as that is possible, it follows. */
export function follow(ahead: number): void {
  // Who is not trusted need not look for another one that tells it the time.
  patience = CALM_PATIENCE;
  // What has come to light late is no measure of the rate.
  if (doubt > 1) correct(ahead);
  else moveClock(ahead);
  run = strays = 0;
}
