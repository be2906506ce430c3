import assert from "node:assert/strict";
import { benchHealth } from "../../../host-tools/studies/load/health.ts";
import { databaseUrl, describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

/** In how many ms is the bench's business (make bench): tests run beside other programs. */
describeOnDatabases("a server that is busy", () => {
  it("answers /health while a hundred cases are matched, sign-ins flood it and a backup is written", async () => {
    await emptyDatabase();
    const { quiet, busy, cases, backups, signIns } = await benchHealth("one", databaseUrl(), 20_000, 4);
    assert.ok(cases >= 100 && backups >= 1 && signIns >= 1, `${cases} ${backups} ${signIns}`);
    for (const { asked, meanwhile } of [quiet, busy])
      assert.ok(asked > 5 && meanwhile > asked / 2, JSON.stringify({ quiet, busy }));
  });
});
