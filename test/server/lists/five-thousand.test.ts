/** A factory's list of five thousand, some of its rows dirty, brought to a real server; prints how long it takes. */
import assert from "node:assert/strict";
import { ELSEWHERE, xlsxWith } from "../../roster/dirty.ts";
import { madeUpList } from "../../roster/made-up-list.ts";
import { FACTORY, openHarness } from "../../support/harness.ts";
import { bring, countsOf, jsonOf, plannedOf } from "../../support/list-files.ts";
import { drawing } from "../../support/seed.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const PEOPLE = 5000;
/** Cells that an answer tells. */
const TOLD = 200;

const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);

describeOnDatabases("a list of five thousand people", () => {
  it("is brought row by row with each fault told by its cell, changes nothing a second time, and is undone", async function () {
    this.timeout(300_000);
    await drawing(async (seed) => {
      const harness = await openHarness();
      await harness.office.commit({ actor: "server", action: "unit.change", outcome: "done" }, [
        { kind: "unit", unit: ELSEWHERE },
      ]);
      const manager = await harness.as("manager");
      const { rows, wrong } = madeUpList(PEOPLE, seed);
      assert.ok(wrong.length >= 0.03 * PEOPLE && wrong.length <= TOLD);
      const file = await xlsxWith(rows);
      const whole = await bring(manager, FACTORY, file);
      assert.deepEqual(countsOf(whole), [0, 0, 0, 0, 0]);
      assert.deepEqual(
        whole.problems.map(({ row, column, code }) => [`${column}${row}`, code]),
        wrong,
      );
      const before = megabytes();
      const start = performance.now();
      const brought = await bring(manager, FACTORY, file, "&mode=rows");
      const seconds = (performance.now() - start) / 1000;
      const good = PEOPLE - wrong.length;
      assert.equal(brought.created, good);
      assert.deepEqual(
        brought.skipped.map(({ row }) => row),
        wrong.map(([cell]) => Number(cell.slice(1))),
      );
      const again = await bring(manager, FACTORY, file, "&mode=rows");
      assert.deepEqual([countsOf(again), again.list], [[0, 0, good, 0, wrong.length], undefined]);
      const path = `/api/lists/check?place=${FACTORY}`;
      for (let i = 0; i < 4; i++) await jsonOf(manager.ask("POST", path, file));
      const after = megabytes();
      const looked = performance.now();
      const found = await plannedOf(await harness.as("station"), "nguyen");
      const seek = (performance.now() - looked) / 1000;
      assert.ok(found.length > 0);
      assert.equal((await manager.ask("DELETE", `/api/lists/${brought.list}`)).status, 200);
      const count = async (table: string) => (await harness.database.query(`SELECT FROM ${table}`)).length;
      assert.deepEqual([await count("people.planned"), await count("people.list")], [0, 0]);
      console.log(
        `        brought in ${seconds.toFixed(1)} s, somebody found among ${good} in ${seek.toFixed(2)} s, ` +
          `${before} MB before and ${after} MB after six readings`,
      );
    });
  });
});
