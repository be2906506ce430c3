/**
 * Runs types, lint and tests as processes of their own, some at a time; `make test` and `make test-fast` call it.
 * Words: names of jobs, all unless given; `--fast` for the short round; `--jobs N` for how many at one time.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { missingLines } from "../../lib/system-packages.ts";
import { type Job, type Outcome, runJob } from "./job.ts";
import { allJobs, fastJobs } from "./jobs.ts";
import { runAll } from "./queue.ts";
import { countLine, countsOf, summaryOf } from "./summary.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Each empties the database that TEST_DATABASE_URL names: then one after the other. Else one more than there are processors: half
 * of their time they wait for browsers, databases and clocks.
 */
const AT_ONCE = process.env.TEST_DATABASE_URL ? 1 : availableParallelism() + 1;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { fast: { type: "boolean", default: false }, jobs: { type: "string" } },
    allowPositionals: true,
  });
  const since = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "bluezone-tests-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const jobs = chosen(values.fast ? fastJobs(ROOT) : allJobs(ROOT, folder), positionals);
  if (!values.fast) for (const line of missingLines()) console.log(line);
  const told = (outcome: Outcome) => {
    if (!values.fast || outcome.failures > 0) console.log(`\n=== ${outcome.name}\n${outcome.log}`);
    console.log(countLine(outcome));
  };
  const atOnce = values.jobs === undefined ? AT_ONCE : Number(values.jobs);
  const outcomes = await runAll(jobs, atOnce, (job) => runJob(job, folder), told);
  for (const line of summaryOf(outcomes, ROOT)) console.log(line);
  const seconds = (performance.now() - since) / 1000;
  console.log(`all together: ${seconds.toFixed(0)} s`);
  const counts = countsOf(outcomes);
  console.log(counts);
  if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, `${counts}\n`);
  return outcomes.some(({ failures }) => failures > 0) ? 1 : 0;
}

/** The jobs of these names and those that they need; all of them when no name is given. */
function chosen(jobs: readonly Job[], names: readonly string[]): readonly Job[] {
  if (names.length === 0) return jobs;
  for (const name of names)
    if (!jobs.some((job) => job.name === name))
      throw new Error(`${name}: there is ${jobs.map((job) => job.name).join(" ")}`);
  const needed = new Set(jobs.flatMap((job) => (names.includes(job.name) ? [job.name, job.after] : [])));
  return jobs.filter(({ name }) => needed.has(name));
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
