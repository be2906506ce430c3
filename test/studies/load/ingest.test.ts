import assert from "node:assert/strict";
import { benchIngest } from "../../../host-tools/studies/load/ingest.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

describeOnDatabases("the ingest bench", () => {
  it("counts every record, and what they cost on disk", async function () {
    this.timeout(120_000);
    const database = await emptyDatabase();
    const figures = await benchIngest("one", database, 2);
    assert.equal(figures.records, 10_000);
    const [row] = await database.query("SELECT count(*)::int4 AS records FROM radio.encounter");
    // One more log is sent page by page.
    assert.deepEqual(row, { records: 15_000 });
    const { journal } = figures.bytesPerRecord;
    assert.ok(journal > 11 && journal < 13, `${journal} bytes a record in the journal`);
    // Tokens bring their pages at one time: pages share a sync of the disk.
    assert.ok(figures.pagesPerFsync > 1, `${figures.pagesPerFsync} pages to an fsync`);
  });
});
