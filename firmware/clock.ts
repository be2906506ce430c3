/**
 * The token's own time: the interpreter's clock, which counts from power-on, an offset to Unix time, and a rate. Other
 * tokens steer both (protocol/clock-steering.ts), within an envelope around authenticated time.
 */
import {
  DOUBT_WHEN_SET,
  doubtAfter,
  FIRST_MINUTES,
  rateAfter,
  rateBetween,
  runAfter,
  stepOf,
  straysAfter,
  voteOf,
} from "../protocol/clock-steering.ts";
import { DAY_SECONDS } from "../protocol/epoch.ts";
import { CLOCK_TRUSTED, RATE_MEASURED } from "../protocol/page.ts";
import { ANCHOR, FLAGS, PPM, state, stateHalves, stateWords, UNCERTAINTY } from "./state.ts";

/**
 * By how much a clock may be steered, parts per million: half as much again as it can be wrong by itself, for a company's mean may
 * be wrong the other way; and restarts of the radio, one an epoch, take a time that is not quite known.
 */
const MOST_PPM = 1.5 * BOARD_CLOCK_PPM + BOARD_RESTART_LOSS_MS / 0.9;
/** The same in seconds a minute. */
const DRIFT = (MOST_PPM * 60) / 1e6;

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

/** Unix time in seconds, with fraction, as far as the token knows. */
export function now(): number {
  const time = getTime();
  offset += ((time - since) * rate) / 60;
  since = time;
  return time + offset;
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
  offset = anchored + Math.max(-bound, Math.min(bound, offset + seconds - anchored));
}

/** Moves the clock by what peers say, and its rate by a share of that. A crystal's rate is no matter for others. */
function correct(step: number): void {
  moveClock(step);
  if (BOARD_CLOCK_PPM < 100 || state[FLAGS] & RATE_MEASURED) return;
  rate = rateAfter(rate, step, doubt, learnt, DRIFT);
  stateHalves[PPM] = rate / -6e-5;
}

/** A minute's window in which so many adverts of bursts were heard, before and after their turns. True when in step. */
export function steer(early: number, late: number, minute: number): boolean {
  const heard = early + late > 0;
  if (heard) {
    learnt++;
    const vote = voteOf(early, late, minute);
    strays = straysAfter(strays, early, late, minute);
    run = runAfter(run, vote, minute);
    if (vote) correct(stepOf(run, doubt));
  } else strays = 0;
  const inStep = heard && !run;
  // Who is alone has a rendezvous in every other minute.
  doubt = doubtAfter(doubt, inStep, Math.min(minute - judged, 2));
  judged = minute;
  return inStep;
}

/** Wide listening has told by how much the clock is behind, s. */
export function follow(ahead: number): void {
  // What has come to light late is no measure of the rate.
  if (doubt > 1) correct(ahead);
  else moveClock(ahead);
  run = strays = 0;
}
