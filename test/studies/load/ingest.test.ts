import assert from "node:assert/strict";
import { benchIngest } from "../../../host-tools/studies/load/ingest.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

describeOnDatabases("the ingest bench", () => {
  it("counts every record, and what they cost on disk", async function () {
    this.timeout(240_000);
    const database = await emptyDatabase();
    const figures = await benchIngest("one", database, 2);
    assert.equal(figures.records, 10_000);
    const [row] = await database.query("SELECT count(*)::int4 AS records FROM radio.encounter");
    // One more log is sent page by page.
    assert.deepEqual(row, { records: 15_000 });
    assert.ok(figures.recordsPerSecond > 0 && figures.receiptMs.p95 >= figures.receiptMs.p50);
    assert.ok(figures.bytesPerRecord.journal > 11 && figures.bytesPerRecord.journal < 13);
    assert.ok(figures.pagesPerFsync >= 1);
  });
});
