import assert from "node:assert/strict";
import { postgresqlPrograms } from "../../../host-tools/lib/system-packages.ts";
import { tortureWorks } from "../../../host-tools/studies/outages/works.ts";

const programs = postgresqlPrograms();

(programs ? describe : describe.skip)(
  "uploads while the database is restarted and the disk gets full",
  function () {
    this.timeout(120_000);

    it("are each there that has a receipt, once, and all have one in the end", async () => {
      const result = await tortureWorks(programs!, { seconds: 24, restarts: 2, fills: 2, rate: 60 });
      assert.deepEqual(result.faults, []);
      assert.equal(result.receipts, result.rows);
      assert.ok(result.receipts >= 100, `${result.receipts} receipts`);
      // Whether the last fill is noticed before something is written is a matter of luck.
      if (result.fills > 0) assert.ok((result.refused.disk ?? 0) > 0, JSON.stringify(result));
    });
  },
);
