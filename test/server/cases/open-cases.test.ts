import assert from "node:assert/strict";
import type { CaseView } from "../../../host-tools/contract/cases.ts";
import type { ProblemAnswer } from "../../../host-tools/contract/problem.ts";
import { NINE, TODAY, useCaseDesk } from "../../support/case-desk.ts";
import { FACTORY, FAR } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("one open case of a person", () => {
  const given = useCaseDesk();
  const opening = (subject: object, more: object = {}) => ({
    subject,
    reference: "HD/2026-17",
    ground: "pcr",
    tested: TODAY,
    ...more,
  });
  const open = async (subject: object, more: object = {}, query = "", by = given.investigator) => {
    const answer = await by.ask("POST", `/api/cases${query}`, opening(subject, more));
    const { error, ...of } = (await answer.json()) as Partial<ProblemAnswer & CaseView>;
    return { status: answer.status, error, of };
  };

  it("is named to whoever opens another: its number, when, where; and another one is opened knowingly", async () => {
    const first = await open(given.ofPerson(0));
    assert.equal(first.status, 201);
    const again = await open(given.ofPerson(0), { reference: "HD/2026-18" });
    assert.deepEqual([again.status, again.error!.reason, again.error!.field], [409, "open-case", "subject"]);
    const { id, reference, openedAt, placeName } = first.of;
    assert.deepEqual(again.error!.cases, [{ id, reference, openedAt, placeName }]);
    assert.equal((await open(given.ofPerson(0), { reference: "HD/2026-18" }, "?another=true")).status, 201);
    assert.equal((await open(given.ofPerson(0), { reference: "HD/2026-19" })).error!.cases!.length, 2);
  });

  it("is asked about by the number of the test, too", async () => {
    await open(given.ofPerson(0));
    const again = await open(given.ofPerson(1));
    assert.deepEqual([again.status, again.error!.field], [409, "reference"]);
    assert.equal((await open(given.ofPerson(1), { reference: "HD/2026-18" })).status, 201);
  });

  it("is known by the token that they wear", async () => {
    await given.wears(given.persons[0]!, 1, NINE);
    await open(given.ofPerson(0));
    const byToken = await open({ kind: "token", serial: 1 }, { reference: "HD/2026-18" });
    assert.deepEqual([byToken.status, byToken.error!.field], [409, "subject"]);
  });

  it("is none that is closed or refused, nor one of other days", async () => {
    const first = await open(given.ofPerson(0), { tested: "2026-11-10" });
    const later = await open(given.ofPerson(0), { reference: "HD/2026-18" });
    assert.equal(later.status, 201, "infected again");
    for (const { of } of [first, later])
      await given.ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    assert.equal((await open(given.ofPerson(0))).status, 201);
  });

  it("elsewhere is told of as far as who asks may see it: that there is one of the same person", async () => {
    const { harness } = given;
    const worker = await harness.addPerson(FAR, FACTORY);
    await harness.addAccount("investigator", FAR, "far.investigator");
    const far = await harness.enter("far.investigator");
    assert.equal((await open({ kind: "person", person: worker }, {}, "", far)).status, 201);
    const here = await open({ kind: "person", person: worker }, { reference: "HD/2026-18" });
    assert.deepEqual([here.status, here.error!.cases], [409, [{}]]);
    // Of a number of a test alone nothing is told.
    assert.equal((await open(given.ofPerson(1))).status, 201);
  });

  it("a date that does not fit is named as the form has it", async () => {
    for (const [field, dates] of [
      ["onset", { onset: "2026-09-01" }],
      ["onset", { onset: "2026-11-22", tested: "2026-11-19" }],
      ["from", { onset: "2026-11-20", from: "2026-09-01" }],
      ["to", { to: "2026-11-25" }],
      ["tested", { tested: "2026-11-20", to: "2026-11-10" }],
    ] as const) {
      const { status, error } = await open(given.ofPerson(0), dates);
      assert.deepEqual([status, error!.reason, error!.field], [422, "input", field], JSON.stringify(dates));
      assert.ok(field in dates, "it names what was given");
    }
  });
});
