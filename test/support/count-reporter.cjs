// Mocha's usual report. SHARD_REPORT names a file that gets the counts, the failures and how long each test took.
const { renameSync, writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.durations = [];
    let since = 0;
    runner.on("hook", () => {
      since = performance.now();
    });
    runner.on("hook end", (hook) => this.#took(hook, performance.now() - since));
    runner.on("test end", (test) => this.#took(test, test.duration ?? 0));
  }

  epilogue() {
    super.epilogue();
    const path = process.env.SHARD_REPORT;
    if (!path) return;
    const { passes, failures, pending } = this.stats;
    const failed = this.failures.map((test) => ({
      title: test.fullTitle(),
      file: test.file ?? test.parent?.file,
      error: test.err?.stack ?? String(test.err),
    }));
    const report = { passes, failures, pending, failed, durations: this.durations };
    writeFileSync(`${path}.new`, JSON.stringify(report));
    renameSync(`${path}.new`, path);
  }

  #took(runnable, ms) {
    const file = runnable.file ?? runnable.parent?.file;
    this.durations.push({ title: runnable.fullTitle(), file, ms: Math.round(ms) });
  }
};
