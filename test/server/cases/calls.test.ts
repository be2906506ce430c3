/** What calls come to: kept as they were written down, and told as they stand. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { useCalls } from "../../support/case-calls.ts";
import { readToken } from "../../support/read-token.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("calls to contacts", () => {
  const desk = useCalls();
  const { given } = desk;

  it("are all kept, with who and when, and the line is what they come to", async () => {
    const [key] = desk.keys;
    await desk.call(key!, { outcome: "no-answer" });
    given.harness.clock.now += 60_000;
    await desk.call(key!, { outcome: "no-answer", note: "chuông không ai nghe" });
    given.harness.clock.now += 60_000;
    const back = new Date(given.harness.clock.now + 7_200_000).toISOString();
    const { line } = await desk.call(key!, { outcome: "call-back", callBackAt: back });
    assert.deepEqual([line.state, line.callBackAt, line.isToCall], ["call-back", back, true]);
    const { calls, line: told, state } = await desk.line(key!);
    assert.deepEqual(
      calls.map(({ outcome, by }) => [outcome, by]),
      [
        ["no-answer", "Cán Bộ"],
        ["no-answer", "Cán Bộ"],
        ["call-back", "Cán Bộ"],
      ],
    );
    assert.equal(calls[1]!.note, "chuông không ai nghe");
    assert.deepEqual([told, state], [line, "to-call"]);
  });

  it("are corrected by later ones that name them, and nothing is lost", async () => {
    const [key] = desk.keys;
    const wrong = await desk.call(key!, { outcome: "died" });
    given.harness.clock.now += 60_000;
    const right = await desk.call(key!, { outcome: "reached", corrects: wrong.now.id });
    assert.deepEqual(
      [right.isSaved, right.line.state, right.line.reachedAt],
      [true, "reached", wrong.now.at],
    );
    // A colleague who has not seen the correction is told of it.
    const late = await desk.call(key!, { outcome: "mistaken", corrects: wrong.now.id });
    assert.deepEqual([late.isSaved, late.now.id], [false, right.now.id]);
    const { calls } = await desk.line(key!);
    assert.deepEqual(
      calls.map(({ outcome }) => outcome),
      ["died", "reached"],
    );
    const undone = await desk.call(key!, { outcome: "mistaken", corrects: right.now.id });
    assert.deepEqual([undone.line.state, undone.line.isToCall], ["to-call", true]);
    assert.equal((await desk.line(key!)).calls.length, 3);
  });

  it("are written once when they come twice, and nothing else under the same id", async () => {
    const [key] = desk.keys;
    const said = { id: randomUUID(), outcome: "refused", note: "không nói chuyện" };
    const first = await desk.call(key!, said);
    assert.deepEqual(await desk.call(key!, said), first);
    assert.equal((await desk.line(key!)).calls.length, 1);
    const path = `/api/cases/${desk.of.id}/contacts/${key}/calls`;
    assert.deepEqual(await given.reasonOf(given.investigator, "POST", path, { ...said, outcome: "died" }), [
      409,
      "taken",
    ]);
  });

  it("say when to call back, correct something where they take something away, and are to somebody of the list", async () => {
    const path = (key: string) => `/api/cases/${desk.of.id}/contacts/${key}/calls`;
    const refused = (key: string, said: object) =>
      given.reasonOf(given.investigator, "POST", path(key), { id: randomUUID(), ...said });
    const [key] = desk.keys;
    assert.deepEqual(await refused(key!, { outcome: "call-back" }), [422, "input"]);
    assert.deepEqual(await refused(key!, { outcome: "mistaken" }), [422, "input"]);
    assert.deepEqual(await refused(key!, { outcome: "died", corrects: randomUUID() }), [404, "not-found"]);
    assert.deepEqual(await refused("nobody", { outcome: "died" }), [404, "not-found"]);
  });

  it("who was reached is not asked to the station any more, and who was not is", async () => {
    const nurse = await given.harness.as("station");
    const isCalled = async () => {
      await readToken(nurse, given.token(2));
      const state = await given.ask<{ called?: boolean }>(nurse, "GET", "/api/station/tokens/2");
      return state.called;
    };
    const [key] = desk.keys;
    await desk.call(key!, { outcome: "no-answer" });
    assert.equal(await isCalled(), true);
    await desk.call(key!, { outcome: "reached" });
    assert.equal(await isCalled(), false);
  });

  it("keep who was called in sight when a correction of dates takes them off the list", async () => {
    const [key] = desk.keys;
    await desk.call(key!, { outcome: "reached" });
    await given.change(desk.of, { tested: "2026-11-20" });
    await given.approveNow(desk.of);
    const { contacts, dropped } = await desk.list();
    assert.deepEqual([contacts.length, dropped.map((one) => one.key).includes(key!)], [0, true]);
  });

  it("go with the person who withdraws", async () => {
    const [key] = desk.keys;
    await desk.claims({ keys: [key] });
    await desk.call(key!, { outcome: "reached", note: "hẹn xét nghiệm" });
    await given.ask(await given.harness.as("station"), "DELETE", `/api/persons/${key}`);
    for (const table of ["desk.call", "desk.claim"])
      assert.deepEqual(await given.harness.database.query(`SELECT FROM ${table}`), [], table);
  });
});
