/** Calls and what was told of health when two contacts turn out to be one person, and when they do not. */
import assert from "node:assert/strict";
import { useCalls } from "../../support/case-calls.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("calls to somebody who was written down twice", () => {
  const desk = useCalls(4);
  const { given } = desk;

  const change = (kind: "merge" | "apart", person: string, other: string) => async () => {
    const nurse = await given.harness.as("station");
    const details = async (id: string) => {
      const { person: found } = await given.ask<{ person: { id: string } }>(
        nurse,
        "GET",
        `/api/persons/${id}`,
      );
      const { id: _, ...rest } = found;
      return rest;
    };
    const path = `/api/persons/${person}/merges`;
    if (kind === "apart") return given.ask(nurse, "DELETE", `${path}/${other}`);
    const seen = { person: await details(person), other: await details(other) };
    return given.ask(nurse, "POST", path, { other, take: [], seen }, 201);
  };

  async function snapshot() {
    const { contacts } = await desk.list();
    const { lines } = await desk.followUp();
    return contacts.map(({ key, calls, line, claim }) => ({
      key,
      calls,
      line,
      claim,
      told: lines.find((one) => one.key === key)?.told,
    }));
  }

  it("are those of one line, and of two again when they are taken apart", async () => {
    const [kept, gone] = desk.keys as [string, string];
    await desk.call(kept, { outcome: "no-answer" });
    given.harness.clock.now += 1000;
    await desk.call(gone, { outcome: "reached", note: "nói chuyện rồi" });
    await desk.claims({ keys: [gone], to: given.harness.accounts.caller });
    await desk.tell(gone, { kind: "asked", day: "2026-11-23", answer: "symptoms" });
    const before = await snapshot();

    await change("merge", kept, gone)();
    const one = await desk.line(kept);
    assert.deepEqual(
      [one.calls.map(({ outcome }) => outcome), one.line.state],
      [["no-answer", "reached"], "reached"],
    );
    assert.equal((await desk.held()).lines.length, 1);
    const told = (await desk.followUp()).lines.find(({ key }) => key === kept)!;
    assert.equal(told.told.length, 1);
    // What is written down meanwhile belongs to who stays.
    await desk.call(kept, { outcome: "died" });

    await change("apart", kept, gone)();
    const after = await snapshot();
    const mine = (all: typeof before, key: string) => all.find((line) => line.key === key);
    assert.deepEqual(mine(after, gone), mine(before, gone));
    assert.deepEqual(
      mine(after, kept)!.calls.map(({ outcome }) => outcome),
      ["no-answer", "died"],
    );
  });

  it("are not lost where a contact turns out to be who is infected, and are on no list meanwhile", async () => {
    const [gone] = desk.keys as [string];
    const infected = given.persons[0]!;
    await desk.call(gone, { outcome: "reached" });
    await desk.tell(gone, { kind: "asked", day: "2026-11-23", answer: "no-symptoms" });
    const before = await snapshot();
    await change("merge", infected, gone)();
    const { contacts, dropped } = await desk.list();
    assert.ok([...contacts, ...dropped].every(({ key }) => key !== infected && key !== gone));
    await change("apart", infected, gone)();
    assert.deepEqual(await snapshot(), before);
  });

  it("are not lost where who stays was no contact before", async () => {
    const [, gone] = desk.keys as [string, string];
    const other = await given.harness.addPerson("10525-2025", undefined, { name: "Người Khác" });
    await desk.call(gone, { outcome: "no-answer" });
    await change("merge", other, gone)();
    await desk.call(other, { outcome: "reached" });
    await change("apart", other, gone)();
    const { contacts, dropped } = await desk.list();
    assert.equal(contacts.find(({ key }) => key === gone)!.line.state, "no-answer");
    assert.ok(
      dropped.some(({ key }) => key === other),
      "what was called meanwhile stays in sight",
    );
  });

  it("go with who withdraws, of both", async () => {
    const [kept, gone] = desk.keys as [string, string];
    await desk.call(gone, { outcome: "reached" });
    await desk.tell(gone, { kind: "asked", day: "2026-11-23", answer: "symptoms" });
    await change("merge", kept, gone)();
    await given.ask(await given.harness.as("station"), "DELETE", `/api/persons/${kept}`);
    for (const table of ["desk.call", "medical.told"])
      assert.deepEqual(await given.harness.database.query(`SELECT FROM ${table}`), [], table);
  });
});
