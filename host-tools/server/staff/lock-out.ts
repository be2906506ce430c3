/** An account locks after wrong answers in a row, longer each time. */
const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;

/** World ms until which an account is locked after so many failures in a row; 0 for not at all. */
export function lockedUntil(failures: number, now: number): number {
  if (failures < FREE_FAILURES) return 0;
  return now + Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failures - FREE_FAILURES));
}
