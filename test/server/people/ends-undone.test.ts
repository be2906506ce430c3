/** The end of a wearing that was noted by mistake is undone: as if it had never ended. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { FormWork } from "../../../host-tools/contract/forms.ts";
import { UNDO_END_HOURS } from "../../../host-tools/contract/vocabulary.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { type Client, DAY, type Harness, NEIGHBOUR, openHarness, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("a token that was taken back by mistake", () => {
  let harness: Harness;
  let station: Client;
  let person: string;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    station = await harness.as("station");
    await enrolTokens(harness.server, 3, DAY - 1);
    person = await harness.addPerson(WARD);
    assert.equal((await handOut(1)).status, 201);
    harness.clock.now += 60_000;
  });

  const handOut = (serial: number, to = person, more: object = {}) =>
    station.ask("POST", `/api/tokens/${serial}/wearers`, { person: to, ...more });
  const end = (serial = 1, endedBy = "returned") =>
    station.ask("POST", `/api/tokens/${serial}/wearers/end`, { person, endedBy });
  const undo = async (serial = 1, of = person, client = station) => {
    const answer = await client.ask("DELETE", `/api/tokens/${serial}/wearers/${of}/end`);
    return [answer.status, ((await answer.json()) as { error?: { reason: string } }).error?.reason];
  };
  const worn = () =>
    harness.database.query<object>(
      `SELECT serial::float8 AS serial, assigned_from AS "from", assigned_to AS "to", ended_by AS by
       FROM people.assignment ORDER BY assigned_from, serial`,
    );

  it("is worn on, from when it was handed out, as if nothing had been", async () => {
    const before = await worn();
    for (const how of ["returned", "lost", "broken"]) {
      assert.equal((await end(1, how)).status, 200);
      assert.notDeepEqual(await worn(), before);
      harness.clock.now += 60_000;
      assert.deepEqual(await undo(), [200, undefined], how);
      assert.deepEqual(await worn(), before, how);
    }
    assert.deepEqual(await undo(), [404, "not-found"], "once");
    const rows = await harness.database.query<{ n: number }>(
      "SELECT count(*)::int4 AS n FROM audit.entry WHERE action = 'assignment.change' AND outcome = 'done'",
    );
    assert.equal(rows[0]!.n, 7);
  });

  it("is worn on when it was replaced, and the new one comes back", async () => {
    const before = await worn();
    await handOut(2, person, { others: [{ serial: 1, what: "replaced" }] });
    harness.clock.now += 60_000;
    assert.deepEqual(await undo(), [200, undefined]);
    assert.equal((await end(2)).status, 200);
    assert.deepEqual((await worn()).slice(0, 1), before);
  });

  it("stays back after a day, once somebody has worn it since, and of who is of another place", async () => {
    await end();
    harness.clock.now += UNDO_END_HOURS * 3_600_000;
    station = await harness.enter("station");
    assert.deepEqual(await undo(), [200, undefined], "in the last moment");
    await end();
    harness.clock.now += UNDO_END_HOURS * 3_600_000 + 1;
    station = await harness.enter("station");
    assert.deepEqual(await undo(), [404, "not-found"]);
    const other = await harness.addPerson(WARD);
    await handOut(2);
    harness.clock.now += 1000;
    await end(2);
    await handOut(2, other);
    assert.deepEqual(await undo(2), [409, "worn"]);
    await harness.addAccount("station", NEIGHBOUR, "station.far");
    assert.deepEqual(await undo(2, person, await harness.enter("station.far")), [404, "not-found"]);
    // Who got it from them did not take it back by mistake.
    await handOut(3);
    harness.clock.now += 1000;
    await handOut(3, other, { handOver: true });
    assert.deepEqual(await undo(3), [404, "not-found"]);
  });

  it("is undone by a form that waited behind the one that ended it, however late they come", async () => {
    const before = await worn();
    const { formKey } = (await (await station.ask("GET", "/api/station/ahead")).json()) as {
      formKey: FormKey;
    };
    const at = harness.clock.now;
    const sealed = (work: FormWork) =>
      sealForm({ id: randomUUID(), at, clock: { by: "server" }, ...work }, formKey);
    const forms = [
      await sealed({ kind: "end", serial: 1, person, endedBy: "lost" }),
      await sealed({ kind: "end-undone", serial: 1, person }),
    ];
    harness.clock.now += 3 * UNDO_END_HOURS * 3_600_000;
    station = await harness.enter("station");
    // The second comes twice.
    for (const form of [...forms, forms[1]!])
      assert.equal((await station.ask("POST", "/api/station/forms", form)).status, 200);
    assert.deepEqual(await worn(), before);
  });
});
