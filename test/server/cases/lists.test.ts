import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { CaseView } from "../../../host-tools/contract/cases.ts";
import type { ListView } from "../../../host-tools/contract/contacts.ts";
import { caseDeskOf } from "../../../host-tools/server/rooms.ts";
import { HOUR, type List, NAMES, NINE, REASON, TODAY, useCaseDesk } from "../../support/case-desk.ts";
import { settingsBecoming } from "../../support/change.ts";
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

  it("lose nobody who was found in time to a correction of the dates or of the definition", async function () {
    this.timeout(60_000);
    const { harness, persons } = given;
    const days = (count: number) => count * 24 * HOUR;
    await heard(2, 1, [NINE]);
    harness.clock.now += days(17);
    await heard(3, 1, [NINE + 16 * 96]);
    let by = await harness.enter("investigator");
    let approver = await harness.enter("province-administrator");
    const body = { subject: ofPerson(0), reference: "HD/2026-17", ground: "pcr" };
    const dates = { onset: "2026-11-25", tested: "2026-12-10" };
    const of = await ask<CaseView>(by, "POST", "/api/cases", { ...body, ...dates }, 201);
    const path = `/api/cases/${of.id}`;
    const agreed = async () => {
      const { scope, state } = await ask<CaseView>(approver, "GET", path);
      if (state === "waiting") await ask(approver, "POST", `${path}/approval`, { approved: true, scope });
    };
    const list = () => ask<ListView>(by, "GET", `${path}/contacts?${REASON}`);
    const set = async (wanted: object) => {
      const seen = await ask<CaseView>(by, "GET", path);
      await ask(by, "PUT", path, settingsBecoming(seen, { tested: "2026-12-10", ...wanted }));
      await agreed();
      return list();
    };
    const names = ({ contacts }: Pick<ListView, "contacts">) => contacts.map(({ label }) => label).sort();
    const both = [NAMES[1], NAMES[2]].sort();
    await agreed();
    const first = await list();
    assert.deepEqual(names(first), both);
    const early = first.contacts.find(({ key }) => key === persons[1])!;
    await ask(by, "PUT", `${path}/contacts/${persons[1]}`, {
      id: randomUUID(),
      seen: null,
      state: "quarantined",
    });

    harness.clock.now += days(5);
    assert.ok((await harness.server.admin.applyRetention()).records > 0);
    by = await harness.enter("investigator");
    approver = await harness.enter("province-administrator");
    assert.deepEqual(names(await list()), both);
    const isWhole = (view: ListView) => {
      assert.deepEqual(names(view), both);
      const kept = view.contacts.find(({ key }) => key === persons[1])!;
      assert.equal(kept.state, "quarantined");
      assert.deepEqual([kept.minutes, kept.days, kept.isContact], [early.minutes, early.days, true]);
      assert.ok(kept.confidence.reasons.includes("records-gone"));
      const other = view.contacts.find(({ key }) => key === persons[2])!;
      assert.ok(!other.confidence.reasons.includes("records-gone"));
      assert.deepEqual(view.dropped, []);
    };
    // A longer period, then the old one again.
    isWhole(await set({ onset: "2026-11-24" }));
    isWhole(await set({ onset: "2026-11-25" }));
    // Another definition, which asks for less, and back.
    isWhole(await set({ onset: "2026-11-25", rule: "vn-3638-2021" }));
    isWhole(await set({ onset: "2026-11-25" }));

    const later = await set({ onset: "2026-11-30" });
    assert.deepEqual(names(later), [NAMES[2]]);
    const [gone] = later.dropped;
    assert.deepEqual([gone!.label, gone!.state], [NAMES[1], "quarantined"]);
    assert.equal(gone!.found!.person!.phone, "+84912345678");
    assert.deepEqual([gone!.found!.minutes, gone!.found!.days], [early.minutes, early.days]);
    isWhole(await set({ onset: "2026-11-25" }));
  });
});
