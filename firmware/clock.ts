/**
 * The token's own time: the interpreter's clock, which counts from power-on, an offset to Unix time, and a rate. Other
 * tokens steer both (protocol/clock-steering.ts), within an envelope around authenticated time.
 */
import { doubtAfter, rateAfter, runAfter, stepOf } from "../protocol/clock-steering.ts";
import { CLOCK_TRUSTED, SNAPSHOT_PPM } from "../protocol/page.ts";
import { ANCHOR, FLAGS, state, stateHalves, stateWords, UNCERTAINTY } from "./state.ts";

const PPM = SNAPSHOT_PPM >> 1;
/** Bound of the clock's error, seconds a minute. */
const DRIFT = (BOARD_CLOCK_PPM * 60) / 1e6;
/** Restarts of the radio take a time that is not quite known: so much is added to the board's own error, ppm. */
const RESTART_PPM = 30;

let offset: number;
/** The offset as it was when the time was authenticated. */
let anchored: number;
/** Up to here the rate has been allowed for. */
let since: number;
/** What is added to the clock, seconds a minute. */
let rate: number;
let run = 0;
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

/** A restart of the radio stops the interpreter's clock for a time that the board's figures give. */
export function radioRestarted(): void {
  offset += BOARD_RESTART_LOSS_MS / 1000;
  anchored += BOARD_RESTART_LOSS_MS / 1000;
}

/** Moves the clock by so many seconds, a trusted one within its envelope. */
export function moveClock(seconds: number): void {
  offset += seconds;
  if (!(state[FLAGS] & CLOCK_TRUSTED)) return;
  const bound =
    stateHalves[UNCERTAINTY] + (now() - stateWords[ANCHOR]) * ((BOARD_CLOCK_PPM + RESTART_PPM) / 1e6);
  offset = anchored + Math.max(-bound, Math.min(bound, offset - anchored));
}

/** A minute's window, in which bursts were heard or not, and what they say (voteOf; 0 when none was heard). */
export function steer(heard: boolean, vote: number, minute: number): void {
  if (heard) {
    run = runAfter(run, vote, minute);
    const step = stepOf(run);
    moveClock(step);
    rate = rateAfter(rate, step, doubt, DRIFT);
    stateHalves[PPM] = rate / -6e-5;
  }
  doubt = doubtAfter(doubt, heard, vote, DRIFT);
}
