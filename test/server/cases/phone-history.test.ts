import assert from "node:assert/strict";
import { writeTrace } from "../../../host-tools/formats/bluezone/trace-file.ts";
import { NINE, REASON, useCaseDesk } from "../../support/case-desk.ts";
import { DAY, WARD } from "../../support/harness.ts";
import { enrolRequest, rollingId } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

/** So many that a list is not held to all of them at once. */
const TOKENS = 2200;

describeOnDatabases("a phone's history among many tokens", () => {
  const given = useCaseDesk();
  const { token, ask, newCase, approveNow, listOf } = given;

  it("is not told as of nobody: what the phone heard is looked for among all tokens, as a token's log is", async function () {
    this.timeout(120_000);
    const more = Array.from({ length: TOKENS }, (_, i) => enrolRequest(100 + i, DAY - 3));
    await given.harness.server.enrol(more);
    const rows = Array.from({ length: 15 }, (_, minute) => ({
      own: new Uint8Array(12),
      contact: rollingId(token(2), NINE),
      at: NINE * 900_000 + minute * 60_000 + 30_000,
      rssi: -62,
    }));
    const phone = await newCase({ kind: "phone", place: WARD }, { onset: "2026-11-12" });
    const bytes = new TextEncoder().encode(writeTrace(rows));
    await ask(given.investigator, "POST", `/api/cases/${phone.id}/phone`, bytes);
    await approveNow(phone);

    const before = await listOf(phone);
    assert.deepEqual([before.contacts.length, before.list.unresolved], [0, 1]);
    const path = `/api/cases/${phone.id}/resolution`;
    const found = await ask<{ ids: number; resolved: number; tokens: number }>(
      given.investigator,
      "POST",
      path,
      {
        reason: REASON.split("=")[1],
      },
    );
    assert.deepEqual([found.ids, found.resolved, found.tokens], [1, 1, TOKENS + 8]);
    const after = await listOf(phone);
    assert.deepEqual(
      after.contacts.map(({ key, minutes }) => [key, minutes]),
      [["token-2", 15]],
    );
    assert.equal(after.list.unresolved, 0);
  });
});
