import assert from "node:assert/strict";
import { benchHealth, HEALTH_P99_MS } from "../../../host-tools/studies/load/health.ts";
import { databaseUrl, describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

/** Tests run beside other programs: the bench on a quiet machine is held to the figure itself. */
const PATIENCE = 4;

describeOnDatabases("a server that is busy", () => {
  it("answers /health while a hundred cases are matched, sign-ins flood it and a backup is written", async () => {
    await emptyDatabase();
    const { quiet, busy, cases, backups, signIns } = await benchHealth("one", databaseUrl(), 60_000, 5);
    assert.ok(cases >= 100 && backups >= 1 && signIns >= 1, `${cases} ${backups} ${signIns}`);
    assert.ok(quiet.asked > 20 && busy.asked > 80, `${quiet.asked} ${busy.asked}`);
    assert.ok(busy.p99 <= PATIENCE * HEALTH_P99_MS, JSON.stringify({ quiet, busy }));
  });
});
