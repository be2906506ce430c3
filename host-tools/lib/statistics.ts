/** Statistics of lists of numbers. A list may be in any order and stays as it is. */

/** The mean; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Unbiased variance; NaN of fewer than two. */
export function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** Nearest-rank percentile (0..100): always one of the numbers; null of none. */
export function percentile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)]!;
}

/** Quantile (0..1), between two neighbours in proportion; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  const at = part * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - below);
}

/** "0.912 (0.905–0.921)": mean over seeds, and the smallest and largest of them. */
export function spread(values: readonly number[], digits: number): string {
  const least = Math.min(...values).toFixed(digits);
  const most = Math.max(...values).toFixed(digits);
  return `${mean(values).toFixed(digits)} (${least}–${most})`;
}

/**
 * Lower end of the one-sided 95 % interval of a proportion, exact (Clopper and Pearson): the share at which so many
 * successes or more would have a chance of 5 %.
 */
export function lowerBound(successes: number, trials: number): number {
  const failures = trials - successes;
  let low = 0;
  let high = successes / trials;
  for (let step = 0; step < 60; step++) {
    const share = (low + high) / 2;
    if (chanceOfAtMost(failures, trials, 1 - share) > 0.05) high = share;
    else low = share;
  }
  return low;
}

/** Chance of `most` or fewer events in so many trials. */
function chanceOfAtMost(most: number, trials: number, chance: number): number {
  if (chance <= 0) return 1;
  let logTerm = trials * Math.log1p(-chance);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= most; k++) {
    logTerm += Math.log((trials - k + 1) / k) + Math.log(chance / (1 - chance));
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** Pearson's correlation of two lists of one length; NaN where one of them does not vary. */
export function correlationOf(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const products = mean(xs.map((x, i) => (x - mx) * (ys[i]! - my)));
  return products / Math.sqrt(mean(xs.map((x) => (x - mx) ** 2)) * mean(ys.map((y) => (y - my) ** 2)));
}

/** Quantile 0.975 of Student's t for 1, 2, ... degrees of freedom; beyond the table the normal's. */
const STUDENT = [
  12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045,
];

/** A mean and its 95 % interval, which is endless for fewer than two numbers. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of numbers that are each one observation, with its interval by Student's t; 0 of none. */
export function meanInterval(values: readonly number[]): Interval {
  const n = values.length;
  const centre = n === 0 ? 0 : mean(values);
  const half = n < 2 ? Number.POSITIVE_INFINITY : (STUDENT[n - 2] ?? 1.96) * Math.sqrt(variance(values) / n);
  return { mean: centre, low: centre - half, high: centre + half };
}
