import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { caseDeskOf } from "../../../host-tools/server/rooms.ts";
import { HOUR, type List, NAMES, NINE, REASON, TODAY, useCaseDesk } from "../../support/case-desk.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("lists of a case", () => {
  const given = useCaseDesk();
  const { wears, heard, ask, openCase, ofPerson, listOf } = given;

  beforeEach(async () => {
    for (const [i, serial] of [1, 2, 3, 4].entries()) await wears(given.persons[i]!, serial, NINE - 8);
  });

  const refreshed = () => caseDeskOf(given.harness.server, given.harness.office).refresh();

  it("tell all that changed since the same investigator looked last, or since any earlier list", async () => {
    await heard(2, 1, [NINE]);
    const of = await openCase(ofPerson(0));
    await listOf(of);
    await heard(3, 1, [NINE + 1]);
    await refreshed();
    await heard(4, 1, [NINE + 2]);
    await refreshed();
    const { list, lists, before, changes } = await listOf(of);
    assert.deepEqual([list.number, before!.number], [3, 1]);
    assert.deepEqual(
      lists.map(({ number }) => number),
      [3, 2, 1],
    );
    assert.deepEqual([...changes.added].sort(), [given.persons[2]!, given.persons[3]!].sort());
    const since = await listOf(of, "&since=2");
    assert.deepEqual([since.before!.number, since.changes.added], [2, [given.persons[3]]]);
    // What has been seen is the list before from now on.
    assert.equal((await listOf(of)).before!.number, 2);
  });

  it("hold those near by who are no close contacts only when they are asked for, and those who were worked on", async () => {
    await heard(2, 1, [NINE]);
    await heard(3, 1, [NINE], { minutes: 0b11 });
    await heard(4, 1, [NINE], { minutes: 0b11 });
    const of = await openCase(ofPerson(0));
    const names = ({ contacts }: List) => contacts.map(({ label }) => label).sort();
    const close = await listOf(of, "");
    assert.deepEqual([names(close), close.others], [[NAMES[1]], 2]);
    const text = JSON.stringify(close);
    for (const one of [2, 3]) assert.ok(!text.includes(NAMES[one]!) && !text.includes(given.persons[one]!));
    const everybody = await listOf(of);
    assert.deepEqual([names(everybody), everybody.others], [[...NAMES.slice(1)].sort(), 2]);
    const exported = async (more: string) => {
      const path = `/api/cases/${of.id}/export?${REASON}&format=csv${more}`;
      const { content } = await ask<{ content: string }>(given.investigator, "GET", path);
      return Buffer.from(content, "base64")
        .toString("utf8")
        .trimEnd()
        .split(/"STT[^\n]*\n/)[1]!
        .split("\n").length;
    };
    assert.deepEqual([await exported(""), await exported("&everybody=true")], [1, 3]);
    await ask(given.investigator, "PUT", `/api/cases/${of.id}/contacts/${given.persons[2]}`, {
      id: randomUUID(),
      seen: null,
      state: "called",
    });
    assert.deepEqual(names(await listOf(of, "")), [NAMES[1], NAMES[2]].sort());
  });

  it("name who is on them no more", async () => {
    await heard(2, 1, [NINE]);
    await heard(3, 1, [NINE + 1]);
    const of = await openCase(ofPerson(0));
    await listOf(of);
    const dates = { tested: TODAY, from: TODAY, to: TODAY };
    await given.change(of, dates);
    assert.equal((await listOf(of)).changes.removed.length, 0);
    await given.change(of, {
      tested: TODAY,
      from: "2026-11-21",
      to: "2026-11-22",
    });
    await given.approveNow(of);
    const { contacts, changes, dropped } = await listOf(of);
    assert.equal(contacts.length, 0);
    assert.deepEqual([...changes.removed].sort(), [given.persons[1]!, given.persons[2]!].sort());
    assert.deepEqual(dropped.map(({ label }) => label).sort(), [NAMES[1], NAMES[2]].sort());
  });

  it("keep contacts whose records were discarded for their age, and take what comes of others", async () => {
    await heard(2, 1, [NINE]);
    const of = await openCase(ofPerson(0));
    assert.equal((await listOf(of)).contacts.length, 1);
    // A day on: the first day's records go 22 days after it.
    given.harness.clock.now += 22 * 24 * HOUR;
    assert.ok((await given.harness.server.admin.applyRetention()).records > 0);
    await heard(3, 4, [NINE + 22 * 96]);
    assert.deepEqual(await refreshed(), []);
    const rows = await given.harness.database.query<{ name: string }>(
      "SELECT person.name FROM desk.contact JOIN people.person ON id = person WHERE listing IS NOT NULL",
    );
    assert.deepEqual(rows, [{ name: NAMES[1] }]);
  });
});
