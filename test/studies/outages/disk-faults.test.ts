import assert from "node:assert/strict";
import type { Call, Fault } from "../../support/faulty-disk.ts";
import { SEED } from "../../support/seed.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";
import { SCENARIOS } from "./disk-fault-scenarios.ts";
import { type Trial, tryFaults } from "./disk-faults.ts";

/** Every so many-th call; `BLUEZONE_DISK_FAULTS=1` for all of them, as `make torture` does. */
const EVERY = Number(process.env.BLUEZONE_DISK_FAULTS ?? 61);

/** The longest of them, by far. */
const everyOf = (name: string) => (name === "restore" && EVERY > 1 ? 3 * EVERY : EVERY);

describe("a process that ends between write and sync, or is refused a sync", () => {
  for (const [what, fault, isRevived] of [
    ["comes back, and gives no receipt for what it only sees in memory", "kill before", true],
    ["does not believe what it wrote before a sync failed", "EIO", true],
    ["gives no receipt behind a sync that failed", "EIO", false],
  ] as const)
    it(what, async function () {
      this.timeout(120_000);
      const which = (call: Call, one: Fault) => call === "sync" && one === fault;
      const options = {
        every: 1,
        emptied: emptyDatabase,
        which,
        cut: "unsynced is lost",
        isRevived,
      } as const;
      const trials: Trial[] = [];
      for await (const trial of tryFaults(SCENARIOS[0]!, options)) trials.push(trial);
      assert.ok(trials.length >= 10, `${trials.length} trials`);
      assert.deepEqual(
        trials.filter(({ wrong }) => wrong !== undefined),
        [],
      );
    });
});

describeOnDatabases("every call of the disk goes wrong, then the power goes", () => {
  for (const scenario of SCENARIOS)
    it(`${scenario.name}: nothing that was answered is lost, and no start lies`, async function () {
      this.timeout(EVERY < 20 ? 3_600_000 : 120_000);
      const trials: Trial[] = [];
      for await (const trial of tryFaults(scenario, {
        every: everyOf(scenario.name),
        seed: SEED,
        emptied: emptyDatabase,
      }))
        trials.push(trial);
      const { length } = trials;
      const refused = trials.filter(({ isRefused }) => isRefused).length;
      const calls = new Set(trials.map(({ call }) => call)).size;
      if (process.env.BLUEZONE_DISK_FAULTS)
        console.log(`        ${calls} calls, ${length} trials, ${refused} starts that said what is damaged`);
      assert.ok(length >= 3, `${length} trials`);
      const wrong = trials.filter((trial) => trial.wrong !== undefined);
      assert.deepEqual(wrong, [], `BLUEZONE_SEED=${SEED}`);
    });
});
