/** Small statistics and tables for benches. */

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** "0.912 (0.905..0.921)": mean over seeds, and the smallest and largest of them. */
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

/** A table of Markdown, columns padded so that it reads well as text, too. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  const [head, ...body] = rows;
  return [line(head!), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)].join(
    "\n",
  );
}
