/** Investigators share a case's list: who holds which line, and for how long. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { useCalls } from "../../support/case-calls.ts";
import { HOUR } from "../../support/case-desk.ts";
import { FACTORY, FAR, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("a case's list that is shared", () => {
  const desk = useCalls();
  const { given } = desk;

  it("of two who claim one line at once one gets it, and the other is told who has it", async () => {
    const [key] = desk.keys;
    await given.harness.addAccount("investigator", WARD, "other.investigator");
    const other = await given.harness.enter("other.investigator");
    const [one, two] = await Promise.all([desk.claims({ keys: [key] }), desk.claims({ keys: [key] }, other)]);
    const [winner, loser] = one.lines.length === 1 ? [one, two] : [two, one];
    assert.deepEqual([winner.held, loser.lines], [[], []]);
    assert.deepEqual(loser.held, winner.lines, "who has it, and until when");
    assert.equal(winner.lines[0]!.by, "Cán Bộ");
    // The list says it, too.
    const { claim } = await desk.line(key!);
    assert.equal(claim!.claim, winner.lines[0]!.claim);
    assert.equal(Date.parse(claim!.until) - given.harness.clock.now, 12 * HOUR);
  });

  it("the next lines are those that nobody holds, and nobody gets one twice", async () => {
    const { keys } = desk;
    const first = await desk.claims({ next: 2 });
    const second = await desk.claims({ next: 99, to: given.harness.accounts.caller });
    assert.deepEqual([first.lines.length, second.lines.length], [2, 1]);
    assert.deepEqual([...first.lines, ...second.lines].map(({ key }) => key).sort(), [...keys].sort());
    assert.deepEqual((await desk.claims({ next: 5 })).lines, []);
    // Whoever holds it already is told the same claim again.
    const again = await desk.claims({ keys: [first.lines[0]!.key] });
    assert.deepEqual(again.lines, [first.lines[0]]);
  });

  it("is given to somebody who calls, and taken over only as it was seen", async () => {
    const [key] = desk.keys;
    const { caller } = given.harness.accounts;
    const mine = await desk.claims({ keys: [key] });
    const claim = mine.lines[0]!.claim;
    assert.equal((await desk.claims({ keys: [key], to: caller })).held[0]!.claim, claim);
    const { lines } = await desk.claims({ keys: [key], to: caller, seen: [claim] });
    assert.equal((await desk.held()).lines[0]!.claim, lines[0]!.claim);
    // What was seen before it was given away says nothing of who holds it now.
    assert.equal((await desk.claims({ keys: [key], seen: [claim] })).held[0]!.claim, lines[0]!.claim);
    const back = `/api/cases/${desk.of.id}/contacts/${key}/claim`;
    assert.equal(lines[0]!.holder, caller);
    // Nor is it taken back from who has got it since.
    assert.deepEqual(await given.ask(given.investigator, "DELETE", `${back}?seen=${claim}`), {
      isReleased: false,
    });
    const { claim: now } = lines[0]!;
    assert.deepEqual(await given.ask(given.investigator, "DELETE", `${back}?seen=${now}`), {
      isReleased: true,
    });
    assert.deepEqual(await given.ask(given.investigator, "DELETE", back), { isReleased: false });
    assert.deepEqual((await desk.held()).lines, []);
    assert.equal((await desk.line(key!)).claim, undefined);
  });

  it("goes to nobody who may not call there", async () => {
    const { harness } = given;
    const far = await harness.addAccount("caller", FAR);
    const guard = await harness.addAccount("guard", FACTORY);
    for (const to of [far, guard, harness.accounts.auditor])
      assert.deepEqual(
        await given.reasonOf(given.investigator, "POST", `/api/cases/${desk.of.id}/claims`, { next: 1, to }),
        [422, "input"],
      );
    const unknown = { keys: ["nobody"] };
    assert.deepEqual(
      await given.reasonOf(given.investigator, "POST", `/api/cases/${desk.of.id}/claims`, unknown),
      [404, "not-found"],
    );
  });

  it("is free again when a claim's time is over", async () => {
    const [key] = desk.keys;
    await desk.claims({ keys: [key], to: given.harness.accounts.caller });
    given.harness.clock.now += 12 * HOUR;
    const investigator = await given.harness.enter("investigator");
    const { lines } = await desk.claims({ keys: [key] }, investigator);
    assert.equal(lines.length, 1);
  });

  it("whose lines were worked on before calls were written down calls nobody of them anew", async () => {
    const [one, two] = desk.keys;
    for (const [key, state] of [
      [one, "called"],
      [two, "quarantined"],
    ])
      await given.ask(given.investigator, "PUT", `/api/cases/${desk.of.id}/contacts/${key}`, {
        id: randomUUID(),
        seen: null,
        state,
      });
    const { lines } = await desk.claims({ next: 9 });
    assert.deepEqual(
      lines.map(({ key }) => key),
      desk.keys.slice(2),
    );
    assert.equal((await desk.line(one!)).line.state, "called");
  });

  it("every claim has its row in the audit log, by the line", async () => {
    await desk.claims({ next: 2 });
    const rows = await given.harness.database.query<{ subject: string; reference: string }>(
      "SELECT subject, reference FROM audit.entry WHERE action = 'contacts.share' ORDER BY number",
    );
    assert.equal(rows.length, 3, "two lines and the case");
    assert.ok(rows.slice(0, 2).every(({ subject }) => desk.keys.includes(subject)));
    assert.ok(rows.every(({ reference }) => reference === "HD/2026-17"));
  });
});
