import assert from "node:assert/strict";
import { accountSecrets } from "../../../host-tools/server/staff/account-store.ts";
import { type Client, FAR, type Harness, openHarness, SECOND, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const DAY_MS = 86_400_000;

describeOnDatabases("what two administrators are for", () => {
  let harness: Harness;
  let first: Client;
  let second: Client;
  beforeEach(async () => {
    harness = await openHarness();
    first = await harness.as("province-administrator");
    second = await harness.as(SECOND);
  });

  interface Answer {
    readonly id: string;
    readonly state: string;
    readonly firstPassword: string;
    readonly waits: boolean;
    readonly accounts: readonly {
      account: { id: string };
      what: string;
      by: { id: string; name: string };
    }[];
    readonly error?: { readonly reason: string };
  }
  /** Of the account as it is now. */
  async function change(by: Client, id: string, wanted: object) {
    const { name, role, place, enabled } = (await accountSecrets(harness.office.queries, id))!;
    const seen = { name, role, place, enabled };
    return reasonOf(by, "PUT", `/api/staff/${id}`, { seen, ...wanted });
  }
  async function ask(client: Client, method: string, path: string, body?: unknown) {
    const answer = await client.ask(method, path, body);
    return { status: answer.status, ...((await answer.json()) as Answer) };
  }
  const reasonOf = async (client: Client, method: string, path: string, body?: unknown) =>
    (await ask(client, method, path, body)).error?.reason;
  const make = (by: Client, login: string, role = "investigator", place = WARD) =>
    ask(by, "POST", "/api/staff", { login, name: "Người Mới", role, place });
  const accept = (by: Client, id: string) => reasonOf(by, "POST", `/api/staff/${id}/acceptance`);

  async function tryIn(login: string, password: string): Promise<string | undefined> {
    const answer = await harness.ask("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password }),
    });
    return ((await answer.json()) as Answer).error?.reason;
  }

  async function openedBy(client: Client, more: object = {}): Promise<string> {
    const person = await harness.addPerson(WARD);
    const of = await ask(client, "POST", "/api/cases?another=true", {
      subject: { kind: "person", person },
      reference: "X-1",
      ground: "pcr",
      tested: "2026-11-23",
      ...more,
    });
    assert.equal(of.status, 201);
    return of.id;
  }
  const approve = async (by: Client, id: string) => {
    const { cases } = (await (await by.ask("GET", "/api/cases")).json()) as {
      cases: { id: string; scope: string }[];
    };
    const { scope } = cases.find((one) => one.id === id)!;
    return reasonOf(by, "POST", `/api/cases/${id}/approval`, { approved: true, scope });
  };

  it("nobody signs in with an account that opens cases before a second one has accepted it", async () => {
    const { id, firstPassword, waits } = await make(first, "made.up");
    assert.equal(waits, true);
    assert.equal(await tryIn("made.up", "wrong password"), "credentials", "not told to who only guesses");
    for (let i = 0; i < 8; i++) assert.equal(await tryIn("made.up", firstPassword), "waits");
    assert.equal(await accept(first, id), "not-two");
    assert.equal(await accept(await harness.as("investigator"), id), "forbidden");
    harness.clock.now += 31 * DAY_MS;
    first = await harness.enter("province-administrator");
    second = await harness.enter(SECOND);
    assert.equal(await accept(first, id), "not-two", "waiting makes nobody another one");
    assert.equal(await accept(second, id), undefined);
    assert.equal(await accept(second, id), "not-waiting");
    assert.equal(await tryIn("made.up", firstPassword), undefined);
    assert.equal((await make(first, "a.nurse", "station")).waits, false);
  });

  it("who made an account neither approves nor reviews its cases, nor do others that they made", async () => {
    const { id, firstPassword } = await make(first, "made.up");
    await accept(second, id);
    const investigator = await harness.enter("made.up", firstPassword);
    const usual = await openedBy(investigator);
    const emergency = await openedBy(investigator, { emergency: true });
    const other = await make(first, "made.too");
    await accept(second, other.id);
    const colleague = await harness.enter("made.too", other.firstPassword);
    for (const of of [usual, emergency]) {
      assert.equal(await approve(investigator, of), "same-person");
      for (const one of [first, colleague]) assert.equal(await approve(one, of), "not-two");
    }
    for (const of of [usual, emergency]) assert.equal(await approve(second, of), undefined);
  });

  it("by waiting neither: a case is looked at with the eyes that there were when it was opened", async () => {
    const { id, firstPassword } = await make(first, "made.up");
    await accept(second, id);
    harness.clock.now += 20 * DAY_MS;
    const of = await openedBy(await harness.enter("made.up", firstPassword));
    harness.clock.now += 11 * DAY_MS;
    const later = await harness.enter("province-administrator");
    assert.equal(await approve(later, of), "not-two");
    const next = await openedBy(await harness.enter("made.up"));
    assert.equal(await approve(later, next), undefined, "31 days after it was made");
  });

  it("a reset, another role or place, and letting in again are as good as making", async () => {
    const id = harness.accounts.investigator;
    const path = `/api/staff/${id}`;
    const as = (role: string, place = WARD, enabled = true) => ({ name: "Cán Bộ", role, place, enabled });
    const isWaiting = async (what: string) => {
      const { accounts } = await ask(first, "GET", "/api/staff/waiting");
      assert.deepEqual(
        accounts.map(({ account, what }) => [account.id, what]),
        [[id, what]],
      );
      assert.equal(await accept(first, id), "not-two");
      assert.equal(await accept(second, id), undefined);
    };
    const session = await harness.as("investigator");
    assert.equal((await ask(first, "POST", `${path}/reset`)).waits, true);
    assert.equal(await reasonOf(session, "GET", "/api/session"), "signed-out");
    await isWaiting("reset");
    assert.equal(await change(first, id, { ...as("investigator"), name: "Tên Khác" }), undefined);
    assert.deepEqual((await ask(first, "GET", "/api/staff/waiting")).accounts, [], "a name is only a name");
    await change(first, id, as("investigator", "31"));
    await isWaiting("changed");
    await change(first, id, as("station"));
    await ask(first, "POST", `${path}/reset`);
    assert.deepEqual((await ask(first, "GET", "/api/staff/waiting")).accounts, []);
    await change(first, id, as("investigator"));
    await isWaiting("changed");
    await change(first, id, as("investigator", WARD, false));
    assert.deepEqual((await ask(first, "GET", "/api/staff/waiting")).accounts, []);
    await change(first, id, as("investigator"));
    await isWaiting("changed");
  });

  it("unit and auditor see who waits, since when and by whom; the audit log has a row in the unit's name", async () => {
    const { id } = await make(first, "made.up");
    await make(first, "made.far", "investigator", "31");
    const unit = await ask(await harness.as("unit-administrator"), "GET", "/api/staff/waiting");
    assert.deepEqual(
      unit.accounts.map(({ account, what, by }) => [account.id, what, by.id]),
      [[id, "made", harness.accounts["province-administrator"]]],
    );
    const all = await ask(await harness.as("auditor"), "GET", "/api/staff/waiting");
    assert.equal(all.accounts.length, 2);
    const rows = await harness.database.query<{ action: string; place: string }>(
      "SELECT action, place FROM audit.entry WHERE subject = $1 ORDER BY number",
      [id],
    );
    assert.deepEqual(rows, [
      { action: "staff.waits", place: WARD },
      { action: "staff.change", place: "31" },
    ]);
  });

  it("one alone leaves no room: neither two made by one, nor the last two gone, nor cases without two", async () => {
    const third = await make(first, "third.admin", "province-administrator", "31");
    const account = { name: "X", role: "province-administrator", place: "31" };
    const { id: other } = (
      await harness.database.query<{ id: string }>("SELECT id FROM office.account WHERE login = $1", [SECOND])
    )[0]!;
    const leave = (by: Client, id: string, role = "province-administrator") =>
      change(by, id, { ...account, role, enabled: role !== account.role });
    for (const role of [account.role, "station"])
      assert.equal(await leave(first, other, role), "last-administrators", "who waits does not count");
    assert.equal(await accept(second, third.id), undefined);
    const puppet = await harness.enter("third.admin", third.firstPassword);
    // What the puppet makes, its maker does not accept.
    const { id } = await make(puppet, "made.up");
    assert.equal(await accept(first, id), "not-two");
    assert.equal(await leave(first, other), undefined);
    assert.equal(await leave(first, third.id), "last-administrators");
    await harness.database.query("UPDATE office.account SET enabled = false WHERE login = 'third.admin'");
    const investigator = await harness.as("investigator");
    assert.equal(await reasonOf(investigator, "GET", "/api/cases"), "one-administrator");
    assert.equal(await change(first, third.id, { ...account, enabled: true }), undefined);
    assert.equal(await reasonOf(investigator, "GET", "/api/cases"), "one-administrator", "not accepted yet");
    await harness.addAccount("province-administrator", FAR);
    assert.equal(await reasonOf(investigator, "GET", "/api/cases"), undefined);
  });
});
