/** What a test run says at its end. */
import { relative } from "node:path";
import type { Outcome } from "./job.ts";

const SLOWEST = 10;

/** The line of counts over all jobs; a check that failed is one failure. */
export function countsOf(outcomes: readonly Outcome[]): string {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  const passed = sum(({ passes }) => passes);
  const failed = sum(({ failures }) => failures);
  return `${passed} passed, ${failed} failed, ${sum(({ pending }) => pending)} skipped`;
}

/** One line about a job that has ended. */
export function countLine({ name, isShard, seconds, ...outcome }: Outcome): string {
  const counts = isShard ? countsOf([{ name, isShard, seconds, ...outcome }]) : wordOf(outcome.failures);
  return `${name}: ${counts}, ${seconds.toFixed(0)} s`;
}

/** The slowest tests and hooks, the time of every job, and the failures. */
export function summaryOf(outcomes: readonly Outcome[], root: string): string[] {
  const durations = outcomes.flatMap((one) => one.durations).sort((a, b) => b.ms - a.ms);
  const slowest = durations.slice(0, SLOWEST).map(({ title, file, ms }) => {
    return `  ${(ms / 1000).toFixed(1).padStart(6)} s  ${nameOf(file, root)} ${title}`;
  });
  const failed = outcomes.flatMap((one) => one.failed);
  const failures = failed.map(({ title, file, error }, i) => {
    return `\n${i + 1}) ${nameOf(file, root)} ${title}\n${indented(error)}`;
  });
  return [
    "",
    ...(slowest.length > 0 ? ["The slowest tests and hooks:", ...slowest, ""] : []),
    ...outcomes.map((outcome) => countLine(outcome)),
    ...(failures.length > 0 ? ["", "Failures:", ...failures, ""] : []),
  ];
}

function wordOf(failures: number): string {
  return failures > 0 ? "failed" : "passed";
}

function nameOf(file: string | undefined, root: string): string {
  return file === undefined ? "" : relative(root, file);
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `   ${line}`)
    .join("\n");
}
