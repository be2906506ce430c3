/** Contacts of a case who are called by their token: who may be, until when, and what a station is told. */
import assert from "node:assert/strict";
import type { TokenCalls, TokenCallView } from "../../../host-tools/contract/recalls.ts";
import { ROLES } from "../../../host-tools/contract/vocabulary.ts";
import { EPOCH_MS } from "../../../host-tools/lib/time.ts";
import { calledByToken } from "../../../host-tools/server/recalls/followed-calls.ts";
import { useCalls } from "../../support/case-calls.ts";
import { HOUR, REASON } from "../../support/case-desk.ts";
import { consentOf } from "../../support/consent.ts";
import { type Client, FAR, WARD } from "../../support/harness.ts";
import { readToken } from "../../support/read-token.ts";
import { pageOf, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("a call by token", () => {
  const calls = useCalls();
  const { given } = calls;

  const agrees = (n: number, answer: "given" | "withdrawn" = "given", version = "2026-4") => {
    given.harness.clock.now += 1000;
    const about = { purpose: "call-by-token", answer, version } as const;
    return given.harness.office.commit({ actor: "server", action: "consent.change", outcome: "done" }, [
      {
        kind: "consent",
        person: calls.keys[n]!,
        consent: consentOf("nurse", given.harness.clock.now, about),
      },
    ]);
  };
  const pathOf = (n: number) => `/api/cases/${calls.of.id}/contacts/${calls.keys[n]}/token-call`;
  const call = (n: number, by: Client = given.investigator) =>
    given.ask<TokenCallView>(by, "POST", pathOf(n), undefined, 201);
  const withdraw = (n: number) =>
    given.ask<{ isWithdrawn: boolean }>(given.investigator, "DELETE", pathOf(n));
  const told = async (n: number) =>
    (
      await given.ask<TokenCalls>(
        given.investigator,
        "GET",
        `/api/cases/${calls.of.id}/token-calls?${REASON}`,
      )
    ).contacts.find(({ key }) => key === calls.keys[n])!;
  const stateOf = async (n: number) => (await told(n)).call?.state;
  const toBeSeen = async (serial: number) =>
    (await calledByToken(given.harness.office.queries, [serial], given.harness.clock.now)).has(serial);
  /** The contact's token speaks with a station. */
  const syncs = async (n: number) => readToken(await given.harness.enter("station"), given.token(n + 2));

  it("calls nobody who did not say yes to a text by which tokens call, nor who wears none", async () => {
    assert.equal((await told(0)).callable, "no-consent");
    assert.deepEqual(await given.reasonOf(given.investigator, "POST", pathOf(0)), [409, "not-callable"]);
    await agrees(0, "given", "2026-3");
    assert.deepEqual(await given.reasonOf(given.investigator, "POST", pathOf(0)), [409, "not-callable"]);
    await agrees(0);
    assert.equal((await told(0)).callable, "yes");
    await call(0);
    await agrees(1);
    const back = { kind: "unassign", person: calls.keys[1]!, serial: 3, endedBy: "returned" } as const;
    await given.harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      { ...back, to: given.harness.clock.now },
    ]);
    assert.equal((await told(1)).callable, "no-token");
    assert.deepEqual(await given.reasonOf(given.investigator, "POST", pathOf(1)), [409, "not-callable"]);
  });

  it("is one call however often it is asked for, and tells who called since when and until when", async () => {
    await agrees(0);
    const first = await call(0);
    assert.deepEqual([first.state, first.by], ["calling", "Cán Bộ"]);
    assert.equal(Date.parse(first.until) - Date.parse(first.calledAt), 7 * 24 * HOUR);
    given.harness.clock.now += 60_000;
    assert.equal((await call(0)).calledAt, first.calledAt);
    assert.deepEqual((await told(0)).call, first);
    const rows = await given.harness.database.query<{ action: string; fields: string }>(
      "SELECT action, fields FROM audit.entry WHERE action = 'contacts.recall' AND subject = $1",
      [calls.keys[0]!],
    );
    assert.deepEqual(rows, [{ action: "contacts.recall", fields: "called" }]);
  });

  it("ends when its token is synced, and the station is told that its wearer is to be seen, not why", async () => {
    await agrees(0);
    // Somebody has phoned: the line is done, and the token calls all the same.
    await calls.call(calls.keys[0]!, { outcome: "reached" });
    await call(0);
    assert.equal(await toBeSeen(2), true);
    assert.equal(await toBeSeen(3), false);
    await given.days(1 / 24);
    await syncs(0);
    const { state, cameAt } = (await told(0)).call!;
    assert.equal(state, "came");
    assert.ok(Math.abs(Date.parse(cameAt!) - given.harness.clock.now) < 60_000, cameAt);
    const nurse = await given.harness.enter("station");
    const read = await readToken(nurse, given.token(2));
    const answer = await given.ask<{ called?: boolean }>(nurse, "GET", "/api/station/tokens/2");
    assert.equal(answer.called, true, JSON.stringify(read));
    assert.ok(!JSON.stringify(answer).includes(calls.of.id));
    await given.days(2);
    assert.equal(await toBeSeen(2), false);
  });

  it("tells when its token heard it, once the log has come, and nothing of calls before", async () => {
    const { harness } = given;
    let pages = 0;
    const page = async (epoch: number, heard: number) => {
      const builder = pageOf(given.token(3), ++pages, epoch);
      const built = builder.recall(epoch, "call", heard).build(true);
      await harness.server.receivePage(uploadOf(given.token(3), built));
    };
    await agrees(1);
    const before = Math.floor(harness.clock.now / EPOCH_MS) - 2;
    await page(before, before);
    await call(1);
    assert.equal((await told(1)).call!.heardAt, undefined);
    await given.days(1);
    const heard = Math.floor(harness.clock.now / EPOCH_MS) - 40;
    await page(heard + 40, heard);
    assert.equal((await told(1)).call!.heardAt, new Date(heard * EPOCH_MS).toISOString());
    assert.equal(await stateOf(1), "calling", "its log may come by another way than a sync");
  });

  it("is not ended by what the token told before it, nor by a token that they got rid of", async () => {
    await agrees(0);
    await syncs(0);
    given.harness.clock.now += 1000;
    await call(0);
    assert.equal(await stateOf(0), "calling");
    await given.harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      {
        kind: "unassign",
        person: calls.keys[0]!,
        serial: 2,
        to: given.harness.clock.now + 1000,
        endedBy: "lost",
      },
    ]);
    await given.days(1 / 24);
    await syncs(0);
    assert.equal(await stateOf(0), "calling");
  });

  it("is withdrawn once, and may be made anew", async () => {
    await agrees(0);
    await call(0);
    given.harness.clock.now += 60_000;
    assert.deepEqual(await withdraw(0), { isWithdrawn: true });
    assert.equal(await stateOf(0), "withdrawn");
    assert.equal(await toBeSeen(2), false);
    assert.deepEqual(await withdraw(0), { isWithdrawn: false });
    given.harness.clock.now += 60_000;
    await call(0);
    assert.equal(await stateOf(0), "calling");
  });

  it("is over after seven days by itself", async () => {
    await agrees(0);
    await call(0);
    await given.days(6);
    assert.equal(await stateOf(0), "calling");
    await given.days(1);
    assert.equal(await stateOf(0), "over");
    assert.equal(await toBeSeen(2), false);
    // So is its row, with what is kept as long as records.
    await given.days(15);
    await given.harness.server.admin.applyRetention();
    const left = await given.harness.database.query("SELECT FROM desk.token_call");
    assert.equal(left.length, 0);
  });

  it("is nobody's any more once they take their word back, and gone with them", async () => {
    await agrees(0);
    await call(0);
    await agrees(0, "withdrawn");
    assert.equal((await told(0)).callable, "no-consent");
    assert.equal(await toBeSeen(2), false);
    const nurse = await given.harness.enter("station");
    assert.equal((await nurse.ask("DELETE", `/api/persons/${calls.keys[0]}`)).status, 200);
    assert.equal((await given.harness.database.query("SELECT FROM desk.token_call")).length, 0);
  });

  it("goes with a record that becomes one with another", async () => {
    await agrees(0);
    await call(0);
    const other = await given.harness.addPerson(WARD);
    const { queries } = given.harness.office;
    const [details] = await queries.query<{ name: string; birth: string }>(
      "SELECT name, birth FROM people.person WHERE id = $1",
      [other],
    );
    await given.harness.office.commit({ actor: "server", action: "person.merge", outcome: "done" }, [
      {
        kind: "merge",
        person: other,
        other: calls.keys[0]!,
        details: { ...details!, id: other, unit: WARD },
        narrowed: [],
        at: given.harness.clock.now,
        by: "nurse",
        mark: "1",
      },
    ]);
    const rows = await queries.query<{ person: string }>("SELECT person FROM desk.token_call");
    assert.deepEqual(rows, [{ person: other }]);
  });

  it("is for investigators of the own place, in an open case", async () => {
    await agrees(0);
    await call(0);
    const list = `/api/cases/${calls.of.id}/token-calls?${REASON}`;
    for (const role of ROLES.filter((one) => one !== "investigator")) {
      const client = await given.harness.as(role);
      for (const [method, path] of [
        ["GET", list] as const,
        ["POST", pathOf(1)] as const,
        ["DELETE", pathOf(0)] as const,
      ])
        assert.deepEqual(await given.reasonOf(client, method, path), [403, "forbidden"], `${role} ${method}`);
    }
    await given.harness.addAccount("investigator", FAR, "far.investigator");
    const far = await given.harness.enter("far.investigator");
    assert.deepEqual(await given.reasonOf(far, "POST", pathOf(1)), [404, "not-found"]);
    await given.ask(given.investigator, "POST", `/api/cases/${calls.of.id}/closing`);
    assert.deepEqual(await given.reasonOf(given.investigator, "DELETE", pathOf(0)), [409, "not-open"]);
    assert.equal(await toBeSeen(2), false);
  });
});
