import assert from "node:assert/strict";
import { enrolComputer, newComputer, type TestComputer } from "../../support/enrolled-computer.ts";
import { type Client, codeAt, type Harness, NEIGHBOUR, openHarness, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HOUR_MS = 3_600_000;

interface Answer {
  readonly id: string;
  readonly code: string;
  readonly stage: string;
  readonly challenge: string;
  readonly uri: string;
  readonly ways: string[];
  readonly firstPassword: string;
  readonly account: { readonly id: string };
  readonly computer: { readonly id: string; readonly name: string };
  readonly computers: readonly { readonly id: string; readonly enrolledBy?: string }[];
  readonly error?: { readonly reason: string };
}

describeOnDatabases("computers as a second factor", () => {
  let harness: Harness;
  let administrator: Client;
  beforeEach(async () => {
    harness = await openHarness();
    administrator = await harness.as("unit-administrator");
  });

  async function ask(client: Client, method: string, path: string, body?: unknown): Promise<Answer> {
    return (await client.ask(method, path, body)).json() as Promise<Answer>;
  }
  const said = async (client: Client, method: string, path: string, body?: unknown) => {
    const { error, stage } = await ask(client, method, path, body);
    return error?.reason ?? stage;
  };
  const newCode = (place = WARD) => ask(administrator, "POST", "/api/computers", { name: "Máy 1", place });
  const nurse = () => harness.signIn("station");
  const accountOf = async (client: Client) => (await ask(client, "GET", "/api/session")).account.id;
  const challengeOf = async (client: Client) =>
    (await ask(client, "POST", "/api/session/challenge")).challenge;

  async function enrol(client: Client, code: string, computer: TestComputer): Promise<Answer> {
    const challenge = await challengeOf(client);
    const signature = computer.sign("enrol", await accountOf(client), challenge);
    return ask(client, "PUT", "/api/session/computer", { code, point: computer.point, signature });
  }
  async function giveComputer(client: Client, id: string, computer: TestComputer, changes: object = {}) {
    const challenge = await challengeOf(client);
    const signature = computer.sign("sign-in", await accountOf(client), challenge);
    return said(client, "POST", "/api/session/computer", { computer: id, signature, ...changes });
  }

  it("a nurse without a phone: the first sign-in enrols the computer, the next ones need it", async () => {
    const first = await nurse();
    assert.equal(first.stage, "second-setup");
    assert.deepEqual((await ask(first, "GET", "/api/session")).ways, ["codes", "computer"]);
    assert.equal(await said(first, "GET", "/api/persons"), "stage");
    const { id, code } = await newCode();
    assert.match(code, /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    const laptop = newComputer();
    const enrolled = await enrol(first, code.toUpperCase().replaceAll("-", " "), laptop);
    assert.deepEqual(enrolled, { stage: "open", computer: { id, name: "Máy 1" } });
    assert.equal((await first.ask("GET", "/api/persons")).status, 200);

    const second = await nurse();
    assert.equal(second.stage, "second");
    assert.deepEqual((await ask(second, "GET", "/api/session")).ways, ["computer"]);
    assert.equal(await said(second, "GET", "/api/persons"), "stage");
    assert.equal(await said(second, "POST", "/api/session/codes"), "stage", "a password sets nothing up");
    assert.equal(await giveComputer(second, id, laptop), "open");
    assert.equal((await second.ask("GET", "/api/persons")).status, 200);
    const [kept] = await harness.database.query<{ code: null; point: Uint8Array }>(
      "SELECT code, point FROM office.computer WHERE id = $1",
      [id],
    );
    assert.equal(kept!.code, null);
    assert.equal(Buffer.from(kept!.point).toString("hex"), laptop.point);
  });

  it("a code lets one computer in, for three days, at its own place, and is not guessed", async () => {
    const laptop = newComputer();
    const { code } = await newCode();
    assert.equal((await enrol(await nurse(), code, laptop)).stage, "open");
    const again = await nurse();
    assert.equal((await enrol(again, code, newComputer())).error?.reason, "enrolment-code", "used");
    const far = await harness.addAccount("station", NEIGHBOUR, "far.nurse");
    const other = await newCode();
    assert.equal(
      (await enrol(await harness.signIn("far.nurse"), other.code, laptop)).error?.reason,
      "enrolment-code",
    );
    assert.ok(far);
    harness.clock.now += 72 * HOUR_MS;
    const late = await nurse();
    assert.equal((await enrol(late, other.code, laptop)).error?.reason, "enrolment-code");
    administrator = await harness.enter("unit-administrator");
    const good = await newCode();
    for (let i = 0; i < 9 && (await said(late, "GET", "/api/session")) !== "signed-out"; i++)
      assert.equal((await enrol(late, `aaaa-bbbb-ccc${i}`, laptop)).error?.reason, "enrolment-code");
    assert.equal(await said(late, "GET", "/api/session"), "signed-out", "guessing ends the session");
    await assert.rejects(nurse(), /401/, "and locks the account");
    harness.clock.now += HOUR_MS;
    assert.equal((await enrol(await nurse(), good.code, laptop)).stage, "open");
  });

  it("only its own key, this session's challenge, once, and for this purpose opens", async () => {
    const { id, code } = await newCode();
    const laptop = newComputer();
    await enrol(await nurse(), code, laptop);
    const account = harness.accounts.station;
    const wrong: ((challenge: string) => Record<string, string>)[] = [
      (challenge) => ({ computer: id, signature: newComputer().sign("sign-in", account, challenge) }),
      (challenge) => ({ computer: id, signature: laptop.sign("enrol", account, challenge) }),
      (challenge) => ({
        computer: id,
        signature: laptop.sign("sign-in", harness.accounts.manager, challenge),
      }),
      () => ({ computer: id, signature: laptop.sign("sign-in", account, "00".repeat(32)) }),
      (challenge) => ({
        computer: newComputer().id,
        signature: laptop.sign("sign-in", account, challenge),
      }),
    ];
    const unlock = () => harness.database.query("UPDATE office.account SET failures = 0");
    for (const make of wrong) {
      await unlock();
      const client = await nurse();
      const body = make(await challengeOf(client));
      assert.equal(await said(client, "POST", "/api/session/computer", body), "computer");
      assert.equal(await said(client, "GET", "/api/persons"), "stage");
    }
    await unlock();
    const client = await nurse();
    const signature = laptop.sign("sign-in", account, await challengeOf(client));
    const other = await nurse();
    await challengeOf(other);
    const body = { computer: id, signature };
    assert.equal(await said(other, "POST", "/api/session/computer", body), "computer", "another session's");
    assert.equal(
      await said(client, "POST", "/api/session/computer", { ...body, signature: "00".repeat(64) }),
      "computer",
    );
    assert.equal(await said(client, "POST", "/api/session/computer", body), "computer", "it was taken");
    assert.equal(await said(client, "POST", "/api/session/computer", body), "computer");
    assert.equal(await said(client, "GET", "/api/session"), "signed-out", "the third ends the session");
    const point = `04${"ff".repeat(64)}`;
    const setup = { point, signature, code: (await newCode()).code };
    await unlock();
    const last = await nurse();
    await challengeOf(last);
    assert.equal(await said(last, "PUT", "/api/session/computer", setup), "setup", "no point of the curve");
  });

  it("a lost laptop is one press: sessions end, its key opens nothing, and the password sets up nothing", async () => {
    const { id, code } = await newCode();
    const laptop = newComputer();
    const atWork = await nurse();
    await enrol(atWork, code, laptop);
    const elsewhere = await harness.enter("station");
    assert.equal((await atWork.ask("GET", "/api/persons")).status, 200);
    const { computers } = await ask(administrator, "GET", "/api/computers");
    assert.deepEqual(
      computers.filter((one) => one.id === id).map(({ enrolledBy }) => enrolledBy),
      ["Cán Bộ"],
    );
    assert.equal((await administrator.ask("DELETE", `/api/computers/${id}`)).status, 200);
    assert.equal(await said(atWork, "GET", "/api/persons"), "signed-out");
    assert.equal((await elsewhere.ask("GET", "/api/persons")).status, 200, "another computer's session");
    const thief = await nurse();
    assert.equal(thief.stage, "second");
    assert.equal(await giveComputer(thief, id, laptop), "computer");
    assert.equal(await said(thief, "POST", "/api/session/codes"), "stage");
    const rows = await harness.database.query<{ action: string; outcome: string; actor: string }>(
      "SELECT action, outcome, actor FROM audit.entry WHERE subject = $1 ORDER BY number",
      [id],
    );
    const done = { outcome: "done" };
    const by = harness.accounts["unit-administrator"];
    assert.deepEqual(rows, [
      { action: "computer.change", ...done, actor: by },
      { action: "computer.enrol", ...done, actor: harness.accounts.station },
      { action: "computer.change", ...done, actor: by },
    ]);
    // The nurse goes on at the next computer.
    assert.equal((await enrol(await nurse(), (await newCode()).code, newComputer())).stage, "open");
    const reset = await ask(administrator, "POST", `/api/staff/${harness.accounts.station}/reset`);
    const anew = await harness.signIn("station", reset.firstPassword);
    const passwords = { old: reset.firstPassword, new: "một mật khẩu đủ dài" };
    assert.equal(await said(anew, "POST", "/api/session/password", passwords), "second-setup");
  });

  it("codes on a phone do as well, and where cases are opened only they do", async () => {
    const client = await nurse();
    const { uri } = await ask(client, "POST", "/api/session/codes");
    const code = codeAt(uri, harness.clock.now);
    assert.equal(await said(client, "PUT", "/api/session/codes", { code }), "open");
    const again = await nurse();
    assert.deepEqual((await ask(again, "GET", "/api/session")).ways, ["codes", "computer"]);
    const later = { code: codeAt(uri, harness.clock.now + 30_000) };
    assert.equal(await said(again, "POST", "/api/session/code", later), "open");

    const investigator = await harness.signIn("investigator");
    assert.deepEqual((await ask(investigator, "GET", "/api/session")).ways, ["codes"]);
    const computer = await enrolComputer(harness.office, WARD);
    assert.equal(await giveComputer(investigator, computer.id, computer), "computer-role");
    const { code: enrolment } = await newCode();
    assert.equal((await enrol(investigator, enrolment, newComputer())).error?.reason, "computer-role");
    for (const login of ["guard", "auditor"]) assert.equal((await harness.signIn(login)).stage, "open");
    for (const login of ["manager", "unit-administrator"])
      assert.match((await harness.signIn(login)).stage, /^second/);
  });

  it("of a place is for accounts there and below", async () => {
    const computer = await enrolComputer(harness.office, WARD);
    const unit = { id: "thon-1", code: "1", name: "Thôn Một", tier: "hamlet", parent: WARD } as const;
    await harness.office.commit({ actor: "server", action: "unit.change", outcome: "done" }, [
      { kind: "unit", unit },
    ]);
    await harness.addAccount("station", "thon-1", "below");
    await harness.addAccount("station", NEIGHBOUR, "beside");
    await harness.addAccount("station", "31", "above");
    assert.equal(await giveComputer(await harness.signIn("below"), computer.id, computer), "open");
    for (const login of ["beside", "above"])
      assert.equal(await giveComputer(await harness.signIn(login), computer.id, computer), "computer");
  });
});
