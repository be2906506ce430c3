import { MINUTE_MS } from "./time.ts";

/**
 * How long an account is locked with each try in a row that was not right, in ms: four are free, then the time doubles
 * up to a day, which goes for all that follow.
 */
export const LOCKS_MS: readonly number[] = [
  0,
  0,
  0,
  0,
  ...[15, 30, 60, 120, 240, 480, 960, 1440].map((minutes) => minutes * MINUTE_MS),
];
