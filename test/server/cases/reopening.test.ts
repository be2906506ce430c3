import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { CaseView } from "../../../host-tools/contract/cases.ts";
import type { ListView } from "../../../host-tools/contract/contacts.ts";
import { HOUR, NINE, REASON, useCaseDesk } from "../../support/case-desk.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("a case that was closed by mistake", () => {
  const given = useCaseDesk();
  const { ask, reasonOf } = given;

  it("is as it was before for seven days: contacts, states and notes", async () => {
    await given.wears(given.persons[0]!, 1, NINE);
    await given.wears(given.persons[1]!, 2, NINE);
    await given.heard(1, 2, [NINE]);
    const of = await given.openCase(given.ofPerson(0));
    const path = `/api/cases/${of.id}`;
    const list = () => ask<ListView>(given.investigator, "GET", `${path}/contacts?${REASON}`);
    await list();
    const done = { id: randomUUID(), seen: null, state: "quarantined", note: "thuốc huyết áp" };
    await ask(given.investigator, "PUT", `${path}/contacts/${given.persons[1]}`, done);
    const before = await list();
    const closed = await ask<CaseView>(given.investigator, "POST", `${path}/closing`);
    assert.ok(closed.reopenUntil);
    assert.deepEqual(await reasonOf(given.investigator, "GET", `${path}/contacts?${REASON}`), [
      409,
      "not-open",
    ]);
    const opened = await ask<CaseView>(given.investigator, "DELETE", `${path}/closing`);
    assert.deepEqual(
      [opened.state, opened.isOpen, opened.closedAt, opened.reopenUntil],
      ["open", true, undefined, undefined],
    );
    assert.deepEqual((await list()).contacts, before.contacts);
    assert.deepEqual(await reasonOf(given.investigator, "DELETE", `${path}/closing`), [409, "not-closed"]);
    const rows = await given.harness.database.query<{ action: string; fields: string }>(
      "SELECT action, fields FROM audit.entry WHERE subject = $1 AND fields = 'state' ORDER BY number DESC LIMIT 2",
      [of.id],
    );
    assert.deepEqual(rows, [
      { action: "case.reopen", fields: "state" },
      { action: "case.change", fields: "state" },
    ]);
  });

  it("waits for a second person where it waited before, and shuts where an emergency would have", async () => {
    const waiting = await given.newCase(given.ofPerson(0));
    const emergency = await given.newCase(given.ofPerson(1), { emergency: true });
    for (const of of [waiting, emergency])
      await ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    const again = (id: string) => ask<CaseView>(given.investigator, "DELETE", `/api/cases/${id}/closing`);
    assert.equal((await again(waiting.id)).state, "waiting");
    const opened = await again(emergency.id);
    assert.deepEqual([opened.state, opened.isOpen], ["emergency", true]);
    await ask(given.second, "POST", `/api/cases/${waiting.id}/approval`, {
      approved: false,
      scope: waiting.scope,
    });
    assert.deepEqual(await reasonOf(given.investigator, "DELETE", `/api/cases/${waiting.id}/closing`), [
      409,
      "not-closed",
    ]);
  });

  it("is closed for good after seven days", async () => {
    const of = await given.openCase(given.ofPerson(0));
    await ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    given.harness.clock.now += 7 * 24 * HOUR;
    const later = await given.harness.enter("investigator");
    assert.deepEqual(await reasonOf(later, "DELETE", `/api/cases/${of.id}/closing`), [409, "not-closed"]);
  });
});
