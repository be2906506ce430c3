/** Who calls for others sees the lines that they hold, and nothing else of a case. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { MOST_CLAIMED } from "../../../host-tools/contract/call-outcomes.ts";
import type { HeldLines } from "../../../host-tools/contract/calls.ts";
import { useCalls } from "../../support/case-calls.ts";
import { HOUR, NAMES, NINE, TODAY } from "../../support/case-desk.ts";
import { WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("who calls for others", () => {
  const desk = useCalls(7);
  const { given } = desk;

  it("sees the lines that they hold and nothing else of the case", async () => {
    const answer = await (await desk.caller.ask("POST", "/api/calls", { place: WARD, count: 2 })).text();
    const { lines } = JSON.parse(answer) as HeldLines;
    assert.equal(lines.length, 2);
    const look = await (await desk.caller.ask("GET", "/api/calls")).text();
    assert.deepEqual(JSON.parse(look), JSON.parse(answer));
    const [first] = lines;
    assert.deepEqual(Object.keys(first!).sort(), [
      "calls",
      "claim",
      "lastContact",
      "line",
      "name",
      "next",
      "phone",
      "until",
    ]);
    assert.equal(first!.lastContact, TODAY);
    assert.deepEqual(first!.next, {
      test: "2026-11-28",
      quarantine: { from: TODAY, to: "2026-12-07", where: "home" },
      followUp: { from: "2026-11-24", to: "2026-12-07", isToAskToday: false },
    });
    const { contacts } = await desk.list();
    const held = new Set(lines.map(({ name }) => name));
    for (const text of [answer, look]) {
      // Neither who is infected, nor the case, nor anybody's id, nor whose line is not held.
      for (const hidden of [NAMES[0], "HD/2026-17", desk.of.id, ...given.persons])
        assert.ok(!text.includes(hidden), hidden);
      for (const { label } of contacts) assert.equal(text.includes(label), held.has(label), label);
      assert.ok(!text.includes("012345678901") && !text.includes("minutes"));
    }
  });

  it("holds no more than so many lines at a time", async () => {
    // Everybody was near everybody: eight cases of seven lines each.
    for (let i = 2; i <= 8; i++) await given.heard(i, 1, [NINE]);
    for (let i = 2; i <= 4; i++)
      for (let j = 2; j <= 8; j++) if (i !== j) await given.heard(i, j, [NINE + i]);
    for (let i = 1; i < 4; i++) await given.listOf(await given.openCase(given.ofPerson(i)));
    assert.equal((await desk.next(12)).lines.length, 12);
    assert.equal((await desk.next(MOST_CLAIMED)).lines.length, MOST_CLAIMED - 12);
    assert.equal((await desk.next(1)).lines.length, 0);
    const { lines } = await desk.held();
    assert.equal(lines.length, MOST_CLAIMED);
    // Whoever has been reached is no work any more: there is room for the next one.
    const said = { id: randomUUID(), outcome: "reached" };
    assert.equal((await desk.caller.ask("POST", `/api/calls/${lines[0]!.claim}/calls`, said)).status, 200);
    assert.equal((await desk.next(MOST_CLAIMED)).lines.length, 1);
    assert.equal((await desk.next(1)).lines.length, 0);
  });

  it("writes down what calls came to, and how somebody is who is asked, of their own lines alone", async () => {
    const { lines } = await desk.next(1);
    const { claim, name } = lines[0]!;
    const said = { id: randomUUID(), outcome: "reached", note: "hợp tác" };
    const { line } = await given.ask<{ line: { state: string } }>(
      desk.caller,
      "POST",
      `/api/calls/${claim}/calls`,
      said,
    );
    assert.equal(line.state, "reached");
    given.harness.clock.now += 10 * HOUR + 24 * HOUR;
    await given.days(0);
    desk.caller = await given.harness.enter("caller");
    const again = await desk.claims({ keys: [(await byName(name)).key], to: given.harness.accounts.caller });
    const mine = again.lines[0]!.claim;
    const [before] = (await desk.held()).lines;
    assert.equal(before!.next.followUp.isToAskToday, true);
    const answer = { id: randomUUID(), day: "2026-11-24", answer: "symptoms", note: "sốt nhẹ" };
    await given.ask(desk.caller, "POST", `/api/calls/${mine}/answers`, answer);
    assert.equal((await desk.held()).lines[0]!.next.followUp.isToAskToday, false);
    const told = (await desk.followUp()).lines.find(({ label }) => label === name)!;
    assert.equal(told.steps.followUp.days[0]!.what, "symptoms");
    // What they told of health does not come back to who calls.
    assert.ok(!JSON.stringify(await desk.held()).includes("sốt nhẹ"));
    // The claim of yesterday is over: nothing is written by it.
    const path = `/api/calls/${claim}/calls`;
    assert.deepEqual(await given.reasonOf(desk.caller, "POST", path, { ...said, id: randomUUID() }), [
      404,
      "not-found",
    ]);
    const future = { id: randomUUID(), day: "2026-11-25", answer: "no-symptoms" };
    assert.deepEqual(await given.reasonOf(desk.caller, "POST", `/api/calls/${mine}/answers`, future), [
      422,
      "input",
    ]);
  });

  const byName = async (name: string) => (await desk.list()).contacts.find(({ label }) => label === name)!;

  it("a claim ends by itself: then the line is seen no more and can be called no more", async () => {
    const { claim } = (await desk.next(1)).lines[0]!;
    given.harness.clock.now += 12 * HOUR - 1000;
    desk.caller = await given.harness.enter("caller");
    assert.equal((await desk.held()).lines.length, 1);
    given.harness.clock.now += 1000;
    assert.equal((await desk.held()).lines.length, 0);
    for (const [method, path, body] of [
      ["DELETE", `/api/calls/${claim}`, undefined],
      ["POST", `/api/calls/${claim}/calls`, { id: randomUUID(), outcome: "reached" }],
      ["POST", `/api/calls/${claim}/answers`, { id: randomUUID(), day: TODAY, answer: "symptoms" }],
    ] as const)
      assert.deepEqual(await given.reasonOf(desk.caller, method, path, body), [404, "not-found"], path);
  });

  it("sees nothing any more when the case is closed, the line is given up, or the person withdraws", async () => {
    const [one, two] = (await desk.next(2)).lines;
    assert.deepEqual(await given.ask(desk.caller, "DELETE", `/api/calls/${one!.claim}`), {
      isReleased: true,
    });
    assert.deepEqual(
      (await desk.held()).lines.map(({ claim }) => claim),
      [two!.claim],
    );
    const { key } = await byName(two!.name);
    const [three] = (await desk.next(1)).lines;
    const answers = () =>
      given.harness.database.query(
        "SELECT FROM repeats.done WHERE $1 = ANY(about) AND done_at < $2::timestamptz",
        [key, new Date(given.harness.clock.now).toISOString()],
      );
    given.harness.clock.now += 1000;
    assert.equal((await answers()).length, 1, "the answer with the name");
    await given.ask(await given.harness.as("station"), "DELETE", `/api/persons/${key}`);
    assert.deepEqual(
      (await desk.held()).lines.map(({ claim }) => claim),
      [three!.claim],
    );
    assert.deepEqual(await answers(), [], "nor is what was answered of them kept");
    await given.ask(given.investigator, "POST", `/api/cases/${desk.of.id}/closing`);
    assert.deepEqual((await desk.held()).lines, []);
    const path = `/api/calls/${three!.claim}/calls`;
    assert.deepEqual(
      await given.reasonOf(desk.caller, "POST", path, { id: randomUUID(), outcome: "reached" }),
      [409, "not-open"],
    );
  });

  it("every look is in the audit log, by the case, and every line that was claimed by the contact", async () => {
    const { lines } = await desk.next(2);
    await desk.held();
    const rows = await given.harness.database.query<{
      action: string;
      subject: string | null;
      reason: string | null;
    }>(
      "SELECT action, subject, reason FROM audit.entry WHERE actor = $1 AND action LIKE 'line.%' ORDER BY number",
      [given.harness.accounts.caller],
    );
    const claimed = rows.filter(({ action }) => action === "line.claim").map(({ subject }) => subject);
    const names = await Promise.all(lines.map(async ({ name }) => (await byName(name)).key));
    assert.deepEqual(claimed, [...names, WARD]);
    const looks = rows.filter(({ action }) => action === "line.read");
    assert.deepEqual(looks[0], { action: "line.read", subject: desk.of.id, reason: "case-investigation" });
  });
});
