import assert from "node:assert/strict";
import { DAY, type Harness, openHarness } from "../../support/harness.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../../support/scenario.ts";

describe("reading somebody's contacts", () => {
  let harness: Harness;
  const look = { actor: "investigator-id", reason: "case-investigation", reference: "HD/2026-17" } as const;
  const request = { case: 1, fromDay: DAY - 1, toDay: DAY };

  before(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    const [one, two] = await enrolTokens(harness.server, 2, DAY - 1);
    const epoch = DAY * 96 - 20;
    const log = pageOf(one!, 0, epoch).records(epoch, [record(two!, epoch)]);
    await harness.server.receivePage(uploadOf(one!, log.build()));
  });

  const rows = () =>
    harness.database.query<object>(
      "SELECT actor, action, outcome, subject, reason, reference FROM audit.entry WHERE action = 'contacts.read'",
    );

  it("is in the audit log with who, of whom and why", async () => {
    const { contacts } = await harness.server.match(request, look);
    assert.deepEqual(
      contacts.map(({ token }) => token),
      [2],
    );
    assert.deepEqual(await rows(), [
      {
        actor: "investigator-id",
        action: "contacts.read",
        outcome: "done",
        subject: "1",
        reason: "case-investigation",
        reference: "HD/2026-17",
      },
    ]);
  });

  it("gives nothing when the look cannot be written down", async () => {
    await harness.database.exec("ALTER TABLE audit.entry RENAME TO entry_away");
    await assert.rejects(harness.server.match(request, look));
    await harness.database.exec("ALTER TABLE audit.entry_away RENAME TO entry");
    assert.equal((await rows()).length, 1);
  });
});
