/** "Not looked at" is never told as "not there": what a list covers, in the answer, in files and on the search for more. */
import assert from "node:assert/strict";
import { coverageLines, hasGaps } from "../../../host-tools/contract/coverage-words.ts";
import { NAMES, NINE, REASON, useCaseDesk } from "../../support/case-desk.ts";
import { WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("what a list of contacts covers", () => {
  const given = useCaseDesk();
  const { wears, heard, ask, openCase, ofPerson, listOf, token } = given;

  beforeEach(async () => {
    for (const [i, serial] of [1, 2, 3, 4].entries()) await wears(given.persons[i]!, serial, NINE - 8);
  });

  interface Told {
    readonly content: string;
    readonly covers: { isWarning: boolean; vi: string; en: string }[];
  }
  const exported = (id: string, format: string) =>
    ask<Told>(given.investigator, "GET", `/api/cases/${id}/export?${REASON}&format=${format}`);

  it("names the days of which records are deleted: nobody found there is not nobody", async () => {
    await given.days(30);
    await given.harness.server.admin.applyRetention();
    const of = await openCase(ofPerson(0), { tested: "2026-12-23", onset: "2026-11-24" });
    const list = await listOf(of);
    assert.deepEqual([of.from, of.to, list.contacts.length], ["2026-11-22", "2026-12-23", 0]);
    const { coverage } = list;
    assert.deepEqual([coverage.from, coverage.to], [of.from, of.to]);
    assert.equal(coverage.firstKept, "2026-12-02T00:00:00.000Z");
    const deleted = coverageLines(coverage).find(({ en }) => en.includes("are deleted"))!;
    assert.ok(deleted.isWarning && hasGaps(coverage));
    assert.match(deleted.vi, /trước 07:00 02\/12\/2026 đã bị xóa/);
    assert.match(deleted.en, /before 07:00 02\/12\/2026 are deleted.*ask the person/);
    for (const format of ["csv", "xlsx", "data-trace", "unresolved"]) {
      const { covers, content } = await exported(of.id, format);
      assert.ok(
        covers.some(({ en }) => en === deleted.en),
        format,
      );
      if (format === "csv") assert.ok(Buffer.from(content, "base64").toString("utf8").includes(deleted.vi));
    }
  });

  it("says nothing of deletion where the days asked for are all kept", async () => {
    await given.days(2);
    await given.harness.server.admin.applyRetention();
    const { coverage } = await listOf(await openCase(ofPerson(0)));
    assert.ok(coverage.firstKept !== undefined);
    assert.ok(!coverageLines(coverage).some(({ en }) => en.includes("deleted")));
  });

  it("names whose logs have not come in until the period ended, the case's own first, and how far they have", async () => {
    await heard(1, 2, [NINE, NINE + 1]);
    await heard(1, 3, [NINE + 2]);
    await heard(2, 1, [NINE]);
    const of = await openCase(ofPerson(0));
    await given.days(3);
    const { coverage } = await listOf(of, "");
    const named = coverage.missing.map(({ label, isCase, until }) => [label, isCase, until !== undefined]);
    assert.deepEqual(named, [
      [NAMES[0], true, true],
      [NAMES[1], false, true],
      [NAMES[2], false, false],
    ]);
    assert.equal(coverage.logs, 3);
    const texts = coverageLines(coverage).filter(({ isWarning }) => isWarning);
    assert.match(texts[0]!.en, /^The own log of the case has not come in/);
    assert.match(texts[1]!.vi, new RegExp(`2 trên 3 thẻ .*${NAMES[2]} \\(BZ-\\d{4}\\): chưa có gì`));
    // Three days later both tokens have been at the station.
    for (const serial of [1, 2, 3]) await heard(serial, 8, [NINE + 3 * 96]);
    const later = await listOf(of, "");
    assert.deepEqual(later.coverage.missing, []);
    assert.ok(coverageLines(later.coverage).some(({ en }) => /logs of all 3 tokens.*have come in/.test(en)));
  });

  it("does not name those whose names were not asked for, nor logs of tokens that were worn no more", async () => {
    await heard(1, 2, [NINE], { minutes: 0b11 });
    await heard(1, 3, [NINE + 1, NINE + 2]);
    await given.harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      { kind: "unassign", person: given.persons[2]!, serial: 3, to: given.at(NINE + 3), endedBy: "returned" },
    ]);
    await heard(3, 1, [NINE + 2]);
    const of = await openCase(ofPerson(0));
    await given.days(3);
    const { coverage } = await listOf(of, "");
    assert.deepEqual(
      coverage.missing.map(({ label }) => label),
      [NAMES[0]],
    );
    const everybody = await listOf(of);
    assert.ok(everybody.coverage.missing.some(({ label }) => label === NAMES[1]));
  });

  it("counts the IDs that were looked up and the tokens among them", async () => {
    await heard(1, 2, [NINE, NINE + 1, NINE + 2]);
    const { coverage } = await listOf(await openCase(ofPerson(0)));
    assert.deepEqual(
      [coverage.ids, coverage.tokens, coverage.lookedAt, coverage.isExhaustive],
      [3, 8, 8, true],
    );
    assert.ok(token(1).serial === 1);
  });

  it("tells of a phone's case that no history was brought", async () => {
    const of = await openCase({ kind: "phone", place: WARD });
    const { coverage } = await listOf(of);
    assert.deepEqual(coverage.missing, [{ label: "Bluezone", token: "Bluezone", isCase: true }]);
  });

  it("says the same of contacts of a contact", async () => {
    await heard(1, 2, [NINE, NINE + 1]);
    await heard(2, 3, [NINE, NINE + 1]);
    const of = await openCase(ofPerson(0));
    await listOf(of);
    const path = `/api/cases/${of.id}/contacts/${given.persons[1]}/contacts?${REASON}`;
    const second = await ask<Pick<Awaited<ReturnType<typeof listOf>>, "coverage" | "contacts">>(
      ...([given.investigator, "GET", path] as const),
    );
    assert.deepEqual([second.contacts.length, second.coverage.of], [1, "contact"]);
    assert.ok(second.coverage.missing.every(({ isCase, label }) => isCase === (label === NAMES[1])));
  });
});
