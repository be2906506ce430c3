import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Job, type Outcome, runJob } from "../../../host-tools/tools/run-tests/job.ts";
import { allJobs, fastJobs, sharedOut, testFiles } from "../../../host-tools/tools/run-tests/jobs.ts";
import { runAll } from "../../../host-tools/tools/run-tests/queue.ts";
import { countsOf, summaryOf } from "../../../host-tools/tools/run-tests/summary.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MOCHA = join(ROOT, "node_modules/mocha/bin/mocha.js");
const REPORTER = join(ROOT, "test/support/count-reporter.cjs");

describe("a test run in shards", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "run-tests-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A shard of one file with this text. */
  function shard(name: string, text: string): Job {
    const file = join(folder, `${name}.test.cjs`);
    writeFileSync(file, text);
    const words = [MOCHA, "--no-config", "--reporter", REPORTER, file];
    return { name, command: process.execPath, words, isShard: true };
  }

  const check = (name: string, script: string): Job => ({
    name,
    command: "sh",
    words: ["-c", script],
    isShard: false,
  });

  it("adds up what the shards count, and tells each failure with its text", async () => {
    const jobs = [
      shard("one", "it('a', () => {}); it('b', () => {}); it.skip('c', () => {});"),
      shard("two", "it('d', () => {}); it('e', () => { throw new Error('not so'); });"),
      check("fine", "echo all is well"),
    ];
    const outcomes = await Promise.all(jobs.map((job) => runJob(job, folder)));
    assert.equal(countsOf(outcomes), "3 passed, 1 failed, 1 skipped");
    const said = summaryOf(outcomes, ROOT).join("\n");
    assert.match(said, /one: 2 passed, 0 failed, 1 skipped, \d+ s/);
    assert.match(said, /fine: passed/);
    assert.match(said, /Failures:\n\n1\) .*two\.test\.cjs e\n +Error: not so/);
  });

  it("counts a failure where a shard dies, or ends without a word, and where a check fails", async () => {
    const jobs = [
      shard("killed", "it('a', () => {}); it('b', () => process.kill(process.pid, 'SIGKILL'));"),
      shard("silent", "it('a', () => process.exit(0));"),
      shard(
        "late",
        "it('a', () => {}); after(() => setTimeout(() => process.kill(process.pid, 'SIGTERM'), 100));",
      ),
      check("wrong", "echo what is wrong; exit 1"),
    ];
    const outcomes = await Promise.all(jobs.map((job) => runJob(job, folder)));
    assert.equal(countsOf(outcomes), "1 passed, 4 failed, 0 skipped");
    const said = summaryOf(outcomes, ROOT).join("\n");
    assert.match(said, /killed: it ended with SIGKILL/);
    assert.match(said, /silent: it wrote no report/);
    assert.match(said, /late: it ended with SIGTERM/);
    assert.match(said, /wrong: it ended with status 1\n +what is wrong/);
  });

  it("ends a shard that hangs, and counts it as a failure", async () => {
    const hanging = shard("hanging", "it('a', (done) => { setInterval(() => {}, 1000); }).timeout(0);");
    const outcome = await runJob(hanging, folder, 1000);
    assert.equal(countsOf([outcome]), "0 passed, 1 failed, 0 skipped");
    assert.match(outcome.failed[0]!.title, /hanging: it was ended after 1 s/);
  });

  it("names the slowest tests over all shards", async () => {
    const jobs = ["one", "two"].map((name, i) =>
      shard(name, `it('${name} waits', (done) => setTimeout(done, ${i === 0 ? 60 : 300}));`),
    );
    const outcomes = await Promise.all(jobs.map((job) => runJob(job, folder)));
    const slowest = summaryOf(outcomes, ROOT).filter((line) => line.includes("waits"));
    assert.deepEqual(
      slowest.map((line) => /(\w+) waits/.exec(line)![1]),
      ["two", "one"],
    );
  });

  it("starts no more at one time than it may, each behind what it needs", async () => {
    const order: string[] = [];
    let under = 0;
    const run = async ({ name, isShard }: Job): Promise<Outcome> => {
      order.push(name);
      assert.ok(++under <= 2, `${under} at one time`);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      return {
        name,
        isShard,
        seconds: 0,
        log: "",
        passes: 0,
        failures: 0,
        pending: 0,
        failed: [],
        durations: [],
      };
    };
    const jobs = [
      { ...check("pages", ""), after: "build" },
      check("long", ""),
      check("build", ""),
      check("short", ""),
    ];
    const ended: string[] = [];
    const outcomes = await runAll(jobs, 2, run, ({ name }) => ended.push(name));
    assert.deepEqual(order, ["long", "build", "short", "pages"]);
    assert.equal(outcomes.length, 4);
    assert.equal(ended.length, 4);
    await assert.rejects(
      runAll([{ ...check("a", ""), after: "a" }], 2, run, () => {}),
      /waits for a for ever/,
    );
  });

  it("closes with the line of counts, and leaves it in the file that TEST_COUNTS names", () => {
    const counts = join(folder, "counts");
    const main = join(ROOT, "host-tools/tools/run-tests/main.ts");
    const run = (...words: string[]) =>
      spawnSync(process.execPath, ["--import", "tsx", main, ...words], {
        cwd: ROOT,
        encoding: "utf8",
        env: { ...process.env, TEST_COUNTS: counts },
      });
    const { status, stdout, stderr } = run("build-of-pages");
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trimEnd().split("\n").pop(), "0 passed, 0 failed, 0 skipped");
    assert.equal(readFileSync(counts, "utf8"), "0 passed, 0 failed, 0 skipped\n");
    assert.deepEqual([run("none").status, run("none").stderr.slice(0, 20)], [2, "none: there is build"]);
  });

  it("has every test in exactly one shard", () => {
    const files = testFiles(ROOT);
    const inShards = allJobs(ROOT, folder).flatMap(({ words }) =>
      words.filter((word) => word.endsWith(".test.ts")),
    );
    assert.deepEqual(inShards.sort(), files);
    assert.ok(fastJobs(ROOT).length >= 4);
    const shards = [
      { name: "a", folders: ["x"] },
      { name: "b", folders: ["x/y"] },
    ];
    const some = ["test/x/1.test.ts", "test/x/y/2.test.ts", "test/z/3.test.ts"];
    assert.deepEqual([...sharedOut(some, shards).values()], [[some[0]], [some[1], some[2]]]);
    assert.deepEqual([...sharedOut(some, shards, true).values()], [[some[0]], [some[1]]]);
    assert.throws(
      () => sharedOut(some, [...shards, { name: "c", folders: ["none"] }], true),
      /c: a shard without/,
    );
  });
});
