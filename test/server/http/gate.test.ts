import assert from "node:assert/strict";
import { enrolComputer, newComputer, type TestComputer } from "../../support/enrolled-computer.ts";
import {
  type Client,
  FACTORY,
  FAR_SCHOOL,
  type Harness,
  openHarness,
  PASSWORD,
  WARD,
} from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HOUR_MS = 3_600_000;
const PINS = { hung: "274916", dung: "851739" } as const;
type Guard = keyof typeof PINS;

interface Answer {
  readonly stage?: string;
  readonly challenge?: string;
  readonly code?: string;
  readonly id?: string;
  readonly csrf?: string;
  readonly account?: { readonly login: string };
  readonly computers?: readonly {
    readonly id: string;
    readonly shiftHours?: number;
    readonly enrolledBy?: string;
  }[];
  readonly error?: { readonly reason: string };
}

describeOnDatabases("guards who share the computer of a gate", () => {
  let harness: Harness;
  let gate: TestComputer;
  beforeEach(async () => {
    harness = await openHarness();
    gate = await enrolComputer(harness.office, FACTORY, 8);
    for (const login of ["hung", "dung"] as const) {
      await harness.addAccount("guard", FACTORY, login);
      const client = await harness.enter(login);
      assert.equal((await client.ask("PUT", "/api/session/pin", { pin: PINS[login] })).status, 200);
    }
  });

  const read = async (response: Response) => (await response.json()) as Answer;
  const post = (path: string, body: object) =>
    harness.ask(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  const challengeOf = async (computer: string) =>
    (await read(await post("/api/session/gate/challenge", { computer }))).challenge ?? "";
  /** What the gate's page sends, or changed. */
  async function given(
    login: string,
    pin: string,
    changes: { key?: TestComputer; purpose?: "gate" | "sign-in" } = {},
  ) {
    const { key = gate, purpose = "gate" } = changes;
    return { computer: gate.id, login, pin, signature: key.sign(purpose, login, await challengeOf(gate.id)) };
  }
  const enter = async (login: string, pin: string, changes = {}) =>
    post("/api/session/gate", await given(login, pin, changes));
  const reasonOf = async (response: Response) => (await read(response)).error?.reason;
  const cookieOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .find((one) => one.startsWith("__Host-session"))!
      .split(";")[0]!;
  const asks = (cookie: string, path = "/api/session") => harness.ask(path, { headers: { cookie } });
  async function atWork(login: Guard): Promise<string> {
    const response = await enter(login, PINS[login]);
    assert.equal(response.status, 201, await response.clone().text());
    return cookieOf(response);
  }
  const lastRows = async (count: number) => {
    const rows = await harness.database.query<{
      actor: string;
      action: string;
      outcome: string;
      subject: string | null;
    }>("SELECT actor, action, outcome, subject FROM audit.entry ORDER BY number DESC LIMIT $1", [count]);
    return rows.reverse();
  };
  const idOf = async (login: string) =>
    (
      await harness.database.query<{ id: string }>("SELECT id FROM office.account WHERE login = $1", [login])
    )[0]!.id;

  it("each signs in with a PIN of their own, and the log names the person", async () => {
    const cookie = await atWork("hung");
    assert.equal((await read(await asks(cookie))).account?.login, "hung");
    assert.deepEqual(await lastRows(1), [
      { actor: await idOf("hung"), action: "session.open", outcome: "done", subject: gate.id },
    ]);
    assert.equal((await asks(cookie, "/api/organisations")).status, 200);
    assert.equal(
      await reasonOf(await enter("hung", PINS.dung)),
      "gate-pin",
      "a colleague's PIN is nobody else's",
    );
    assert.deepEqual((await lastRows(1))[0]!.outcome, "refused");
  });

  it("the next one takes over in one action, and the one before is out at once", async () => {
    const before = await atWork("hung");
    const after = await atWork("dung");
    assert.equal(await reasonOf(await asks(before)), "signed-out");
    assert.equal((await read(await asks(after))).account?.login, "dung");
    const wrong = await enter("hung", "111222");
    assert.equal(wrong.status, 401);
    assert.equal((await asks(after)).status, 200, "who does not get in takes nothing over");
  });

  it("a session ends with the shift", async () => {
    const cookie = await atWork("hung");
    const tick = async (ms: number) => {
      const until = harness.clock.now + ms;
      // Somebody is at work: without a request it would lock.
      while (harness.clock.now + HOUR_MS / 10 < until) {
        harness.clock.now += HOUR_MS / 10;
        assert.equal((await asks(cookie)).status, 200);
      }
      harness.clock.now = until;
    };
    await tick(8 * HOUR_MS - 1000);
    assert.equal((await asks(cookie)).status, 200);
    harness.clock.now += 1000;
    assert.equal(await reasonOf(await asks(cookie)), "signed-out");
  });

  it("five wrong PINs lock the person, here and everywhere, and nobody of elsewhere", async () => {
    for (let i = 0; i < 5; i++) assert.equal(await reasonOf(await enter("hung", `90210${i}`)), "gate-pin");
    assert.equal(await reasonOf(await enter("hung", PINS.hung)), "gate-pin", "locked");
    await assert.rejects(harness.signIn("hung"), /401/);
    assert.equal((await enter("dung", PINS.dung)).status, 201);
    for (let i = 0; i < 8; i++) assert.equal(await reasonOf(await enter("station", `90210${i}`)), "gate-pin");
    assert.equal((await harness.signIn("station")).stage, "second-setup");
    harness.clock.now += HOUR_MS / 4;
    assert.equal((await enter("hung", PINS.hung)).status, 201, "a quarter of an hour later");
  });

  it("a PIN opens nothing elsewhere: not without the gate's key, not with a challenge of before, not at another gate", async () => {
    assert.equal(await reasonOf(await enter("hung", PINS.hung, { key: newComputer() })), "computer");
    assert.equal(await reasonOf(await enter("hung", PINS.hung, { purpose: "sign-in" })), "computer");
    const body = await given("hung", PINS.hung);
    assert.equal(
      await reasonOf(await post("/api/session/gate", { ...body, login: "dung" })),
      "computer",
      "another's",
    );
    assert.equal(await reasonOf(await post("/api/session/gate", body)), "computer", "it was taken");
    const again = await given("hung", PINS.hung);
    assert.equal((await post("/api/session/gate", again)).status, 201);
    assert.equal(await reasonOf(await post("/api/session/gate", again)), "computer", "twice");
    const other = await enrolComputer(harness.office, FAR_SCHOOL, 8);
    const signature = other.sign("gate", "hung", await challengeOf(other.id));
    const far = { computer: other.id, login: "hung", pin: PINS.hung, signature };
    assert.equal(await reasonOf(await post("/api/session/gate", far)), "gate-pin");
    assert.equal(
      await reasonOf(await post("/api/session", { login: "hung", password: PINS.hung })),
      "credentials",
    );
    const desk = await enrolComputer(harness.office, WARD);
    const asked = await post("/api/session/gate/challenge", { computer: desk.id });
    assert.equal(await reasonOf(asked), "computer", "an enrolled computer of a station is no gate");
  });

  it("only guards of the gate who are enabled and have a PIN come in; a new first password takes the PIN away", async () => {
    const administrator = await harness.as("unit-administrator");
    const manager = await harness.as("manager");
    assert.equal((await manager.ask("PUT", "/api/session/pin", { pin: "385216" })).status, 200);
    assert.equal(await reasonOf(await enter("manager", "385216")), "gate-pin");
    await harness.addAccount("guard", FACTORY, "moi");
    assert.equal(await reasonOf(await enter("moi", "385216")), "gate-pin", "no PIN yet");
    const cookie = await atWork("hung");
    const id = await idOf("hung");
    assert.equal((await administrator.ask("POST", `/api/staff/${id}/reset`)).status, 200);
    assert.equal(await reasonOf(await asks(cookie)), "signed-out");
    assert.equal(await reasonOf(await enter("hung", PINS.hung)), "gate-pin");
    const away = await idOf("dung");
    const at = await atWork("dung");
    const change = { seen: { enabled: true }, enabled: false };
    assert.equal((await administrator.ask("PUT", `/api/staff/${away}`, change)).status, 200);
    assert.equal(await reasonOf(await asks(at)), "signed-out");
    assert.equal(await reasonOf(await enter("dung", PINS.dung)), "gate-pin");
  });

  it("a PIN sets up nothing that opens doors later", async () => {
    const cookie = await atWork("hung");
    const { csrf } = await read(await asks(cookie));
    const headers = { cookie, "x-csrf-token": csrf!, "content-type": "application/json" };
    const send = (method: string, path: string, body?: object) =>
      harness.ask(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    assert.equal(await reasonOf(await send("POST", "/api/session/codes")), "stale");
    assert.equal(await reasonOf(await send("PUT", "/api/session/pin", { pin: "582047" })), "stale");
    assert.equal((await send("POST", "/api/session/lock")).status, 200);
    assert.equal(await reasonOf(await send("POST", "/api/session/unlock", { pin: PINS.dung })), "pin");
    assert.equal((await send("POST", "/api/session/unlock", { pin: PINS.hung })).status, 200);
  });

  it("an administrator binds a computer to a gate by a code that a guard types there; taken out, it opens nothing", async () => {
    const administrator = await harness.as("unit-administrator");
    const ask = async (client: Client, method: string, path: string, body?: object) =>
      read(await client.ask(method, path, body));
    const wanted = { name: "Cổng chính", place: FACTORY, shiftHours: 12 };
    const atUnit = await ask(administrator, "POST", "/api/computers", { ...wanted, place: WARD });
    assert.equal(atUnit.error?.reason, "input", "a unit has no gate");
    const { id, code } = await ask(administrator, "POST", "/api/computers", wanted);
    const tablet = newComputer(id!);
    const enrol = async (client: Client, account: string, typed = code!) => {
      const { challenge } = await ask(client, "POST", "/api/session/challenge");
      const signature = tablet.sign("enrol", account, challenge ?? "");
      return ask(client, "PUT", "/api/session/computer", { code: typed, point: tablet.point, signature });
    };
    const nurse = await harness.signIn("station");
    assert.equal((await enrol(nurse, harness.accounts.station)).error?.reason, "enrolment-code");
    const guard = await harness.enter("dung", PASSWORD);
    const plain = await ask(administrator, "POST", "/api/computers", { name: "Máy", place: FACTORY });
    assert.equal((await enrol(guard, await idOf("dung"), plain.code)).error?.reason, "enrolment-code");
    assert.equal((await enrol(guard, await idOf("dung"))).stage, "open");
    assert.deepEqual((await lastRows(1))[0], {
      actor: await idOf("dung"),
      action: "computer.enrol",
      outcome: "done",
      subject: id,
    });
    const { computers } = await ask(administrator, "GET", "/api/computers");
    assert.equal(computers!.find((one) => one.id === id)!.shiftHours, 12);
    gate = tablet;
    const cookie = await atWork("hung");
    assert.equal((await guard.ask("GET", "/api/session")).status, 401, "who enrolled it was there before");
    assert.equal((await administrator.ask("DELETE", `/api/computers/${id}`)).status, 200);
    assert.equal(await reasonOf(await asks(cookie)), "signed-out");
    assert.equal(await reasonOf(await post("/api/session/gate/challenge", { computer: id! })), "computer");
  });

  it("the computer of a gate is no second factor", async () => {
    await harness.addAccount("manager", FACTORY, "quanly");
    const client = await harness.enter("quanly");
    assert.ok(client);
    const next = await harness.signIn("quanly");
    const { challenge } = await read(await next.ask("POST", "/api/session/challenge"));
    const signature = gate.sign("sign-in", await idOf("quanly"), challenge!);
    const answer = await next.ask("POST", "/api/session/computer", { computer: gate.id, signature });
    assert.equal(await reasonOf(answer), "computer");
  });
});
