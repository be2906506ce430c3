/** One part of a test run: a process of its own, whose output goes into a file until it has ended. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A process that runs longer than this hangs. It is ended, and counts as a failure. */
const LONGEST_MS = 30 * 60_000;
/** Asked to end by SIGINT, a process has this long before SIGKILL. */
const ENDING_MS = 20_000;

export interface Job {
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A job that has to be done before this one starts. */
  readonly after?: string;
  /** True for a process of Mocha, which writes a report; a check passes or fails as a whole. */
  readonly isShard: boolean;
}

interface Failure {
  readonly title: string;
  readonly file?: string;
  readonly error: string;
}

interface Duration {
  readonly title: string;
  readonly file?: string;
  readonly ms: number;
}

/** What the reporter in test/support/count-reporter.cjs writes. */
interface Report {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
  readonly failed: readonly Failure[];
  readonly durations: readonly Duration[];
}

export interface Outcome extends Report {
  readonly name: string;
  readonly isShard: boolean;
  readonly seconds: number;
  readonly log: string;
}

/** Runs a job to its end. What it writes, and its report, lie in the folder. */
export async function runJob(job: Job, folder: string, longestMs = LONGEST_MS): Promise<Outcome> {
  const log = join(folder, `${job.name}.log`);
  const report = join(folder, `${job.name}.json`);
  const since = performance.now();
  const end = await ended(job, log, report, longestMs);
  const seconds = (performance.now() - since) / 1000;
  const text = readFileSync(log, "utf8");
  const told = job.isShard ? reportOf(report) : undefined;
  const { name, isShard } = job;
  return { name, isShard, seconds, log: text, ...judged(job, end, told, text) };
}

/** Runs the process with its output in a file; how it ended, in words, or undefined when all is well. */
function ended(job: Job, log: string, report: string, longestMs: number): Promise<string | undefined> {
  const { TEST_COUNTS: _, ...environment } = process.env;
  const output = openSync(log, "w");
  const child = spawn(job.command, job.words, {
    stdio: ["ignore", output, output],
    env: { ...environment, ...job.environment, SHARD_REPORT: report },
  });
  closeSync(output);
  let isLate = false;
  const timers = [
    setTimeout(() => {
      isLate = true;
      child.kill("SIGINT");
      timers.push(setTimeout(() => child.kill("SIGKILL"), ENDING_MS));
    }, longestMs),
  ];
  return new Promise((resolve) => {
    const end = (how: string | undefined) => {
      for (const timer of timers) clearTimeout(timer);
      resolve(how);
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", (code, signal) => {
      if (isLate) end(`it was ended after ${longestMs / 1000} s`);
      else end(code === 0 ? undefined : `it ended with ${signal ?? `status ${code}`}`);
    });
  });
}

const NOTHING: Report = { passes: 0, failures: 0, pending: 0, failed: [], durations: [] };

/** The report of a job, with one failure more where the process ended in a way that the report does not tell. */
function judged(job: Job, end: string | undefined, told: Report | undefined, log: string): Report {
  if (!job.isShard && end === undefined) return NOTHING;
  const report = told ?? NOTHING;
  const isTold = told !== undefined && (end === undefined || told.failures > 0);
  if (isTold) return report;
  const why = end ?? "it wrote no report";
  const lastLines = log.trimEnd().split("\n").slice(-30).join("\n");
  const failure: Failure = { title: `${job.name}: ${why}`, error: lastLines };
  return { ...report, failures: report.failures + 1, failed: [...report.failed, failure] };
}

function reportOf(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
