/** How much a board's clock gains, by this computer's: asked over its console at both ends of some minutes. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Board } from "../../../boards/board.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Port } from "./port.ts";
import { askTime } from "./questions.ts";
import { refused } from "./refusal.ts";

export interface ClockRate {
  /** Positive when it is fast. */
  readonly ppm: number;
  /** By how much it may be wrong at most, as the answers' delays leave it. */
  readonly uncertainPpm: number;
}

/** This computer's time, ms, which nobody sets meanwhile, and its patience. */
export interface Stopwatch {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

const STOPWATCH: Stopwatch = { now: () => performance.now(), sleep };
/** Of so many answers the quickest counts. */
const QUESTIONS = 12;
/** The rate is wrong by at most so much of what the clock's maker promises; else it tells too little. */
const MOST_UNCERTAIN = 0.5;
/** A clock beyond this multiple of its maker's promise is broken, or somebody set it. What is uncertain fits in. */
const MOST_PROMISED = 1.5;

/** FlashRefused "clock" when the answers were too slow for so few minutes, or the clock is worse than its kind. */
export async function measureClock(
  port: Port,
  { clock }: Board,
  minutes: number,
  stopwatch: Stopwatch = STOPWATCH,
): Promise<ClockRate> {
  const first = await compare(port, stopwatch);
  await stopwatch.sleep(minutes * MINUTE_MS);
  const last = await compare(port, stopwatch);
  const span = last.at - first.at;
  const ppm = ((last.ahead - first.ahead) / span) * 1e6;
  const uncertainPpm = ((last.uncertain + first.uncertain) / span) * 1e6;
  const most = clock.ppm * MOST_UNCERTAIN;
  if (uncertainPpm > most)
    throw refused(
      "clock",
      `its clock's rate is known to ${uncertainPpm.toFixed(0)} ppm only, and ${most} are needed: ` +
        `measure for ${Math.ceil((minutes * uncertainPpm) / most)} minutes, or over a quicker line`,
      true,
    );
  if (Math.abs(ppm) > clock.ppm * MOST_PROMISED)
    throw refused(
      "clock",
      `its clock gains ${ppm.toFixed(0)} ppm, and its maker promises ${clock.ppm} at most`,
      true,
    );
  return { ppm, uncertainPpm };
}

/** How far the board's clock is ahead, ms, at which time. The board looked at it between question and answer. */
async function compare(
  port: Port,
  { now }: Stopwatch,
): Promise<{ at: number; ahead: number; uncertain: number }> {
  let best = { at: 0, ahead: 0, uncertain: Number.POSITIVE_INFINITY };
  for (let question = 0; question < QUESTIONS; question++) {
    const asked = now();
    const time = await askTime(port);
    const uncertain = (now() - asked) / 2;
    const at = asked + uncertain;
    if (uncertain < best.uncertain) best = { at, ahead: time - at, uncertain };
  }
  return best;
}
