import assert from "node:assert/strict";
import {
  type Client,
  codeAt,
  type Harness,
  openHarness,
  PASSWORD,
  START,
  WARD,
} from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const MINUTE = 60_000;
interface Answer {
  readonly firstPassword: string;
  readonly uri: string;
  readonly error: Record<string, unknown>;
}
const json = async (answer: Response) => (await answer.json()) as Answer;
const reasonOf = async (answer: Response) =>
  ((await answer.json()) as { error: { reason: string } }).error.reason;

describeOnDatabases("signing in", () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await openHarness();
  });

  const tryIn = (login: string, password: string) =>
    harness.ask("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password }),
    });

  it("gives a cookie that no script reads and no other site sends", async () => {
    const answer = await tryIn("station", PASSWORD);
    assert.equal(answer.status, 201);
    const [cookie = ""] = answer.headers.getSetCookie();
    assert.match(cookie, /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const [row] = await harness.database.query<{ key: Uint8Array }>("SELECT key FROM office.session");
    assert.ok(!cookie.includes(Buffer.from(row!.key).toString("base64url")), "the database does not hold it");
  });

  it("says the same of a wrong name, a wrong password and a disabled account", async () => {
    const id = await harness.addAccount("guard", "factory", "gone");
    await harness.office.commit({ actor: "server", action: "staff.change", outcome: "done" }, [
      {
        kind: "account",
        account: { id, login: "gone", name: "x", role: "guard", place: "factory", enabled: false },
      },
    ]);
    const answers = [
      await tryIn("nobody", PASSWORD),
      await tryIn("station", "wrong password"),
      await tryIn("gone", PASSWORD),
    ];
    const bodies = await Promise.all(answers.map(json));
    for (const [i, answer] of answers.entries()) {
      assert.equal(answer.status, 401);
      const { number: _, ...said } = bodies[i]!.error;
      const { number: __, ...first } = bodies[0]!.error;
      assert.deepEqual(said, first);
    }
  });

  it("locks after five wrong passwords, also for the right one, longer each time", async () => {
    for (let i = 0; i < 5; i++) assert.equal((await tryIn("station", "wrong password")).status, 401);
    assert.equal((await tryIn("station", PASSWORD)).status, 401);
    harness.clock.now += 16 * MINUTE;
    assert.equal((await tryIn("station", "wrong password")).status, 401);
    harness.clock.now += 16 * MINUTE;
    assert.equal((await tryIn("station", PASSWORD)).status, 401, "30 minutes now");
    harness.clock.now += 16 * MINUTE;
    assert.equal((await tryIn("station", PASSWORD)).status, 201);
    assert.equal((await tryIn("guard", PASSWORD)).status, 201, "others were never locked");
  });

  it("lets who has a second factor in again when a lock is over, and locks for longer when that is wrong", async () => {
    const first = await harness.signIn("investigator");
    const { uri } = await json(await first.ask("POST", "/api/session/codes"));
    await first.ask("PUT", "/api/session/codes", { code: codeAt(uri, START) });
    for (let i = 0; i < 5; i++) await tryIn("investigator", "wrong password");
    harness.clock.now += 16 * MINUTE;
    const guesser = await harness.signIn("investigator");
    assert.equal(await reasonOf(await guesser.ask("POST", "/api/session/code", { code: "000000" })), "code");
    assert.equal((await tryIn("investigator", PASSWORD)).status, 401, "locked by the guess");
    harness.clock.now += 61 * MINUTE;
    const second = await harness.signIn("investigator");
    const code = codeAt(uri, harness.clock.now);
    assert.equal((await second.ask("POST", "/api/session/code", { code })).status, 200);
    assert.equal((await tryIn("investigator", "wrong password")).status, 401);
    assert.equal((await tryIn("investigator", PASSWORD)).status, 201, "counted from the beginning");
  });

  it("counts a hundred tries at once as a hundred", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => tryIn("station", "wrong password")));
    assert.ok(answers.every(({ status }) => status === 401 || status === 503));
    const [row] = await harness.database.query<{ failures: number; locked: boolean }>(
      "SELECT failures, locked_until > to_timestamp(0) AS locked FROM office.account WHERE login = 'station'",
    );
    assert.ok(row!.locked && row!.failures === 5, "those behind the lock are not judged at all");
    assert.equal((await tryIn("station", PASSWORD)).status, 401);
  });

  it("asks for a new password first, and lets nothing else through before", async () => {
    const admin = await harness.as("unit-administrator");
    const added = await json(
      await admin.ask("POST", "/api/staff", {
        login: "new.nurse",
        name: "Y Tá Mới",
        role: "station",
        place: WARD,
      }),
    );
    const client = await harness.signIn("new.nurse", added.firstPassword);
    assert.equal(client.stage, "must-change");
    assert.equal(await reasonOf(await client.ask("GET", "/api/persons")), "stage");
    const change = (old: string, fresh: string) =>
      client.ask("POST", "/api/session/password", { old, new: fresh });
    for (const weak of [
      "short",
      "new.nurse is me!!",
      "aaaaaaaaaaaaaaaa",
      "123456789012345",
      added.firstPassword,
    ])
      assert.equal(await reasonOf(await change(added.firstPassword, weak)), "password", weak);
    const changed = await change(added.firstPassword, "một mật khẩu đủ dài");
    assert.deepEqual(await changed.json(), { stage: "second-setup" });
    assert.equal(await reasonOf(await client.ask("GET", "/api/persons")), "stage");
    await assert.rejects(harness.signIn("new.nurse", added.firstPassword));
    const nurse = await harness.enter("new.nurse", "một mật khẩu đủ dài".normalize("NFD"));
    assert.equal((await nurse.ask("GET", "/api/persons")).status, 200);
  });

  it("asks those who can open cases for one-time codes, each code once", async () => {
    const first = await harness.signIn("investigator");
    assert.equal(first.stage, "second-setup");
    assert.equal(await reasonOf(await first.ask("GET", "/api/persons")), "stage");
    const { uri } = await json(await first.ask("POST", "/api/session/codes"));
    assert.equal(await reasonOf(await first.ask("PUT", "/api/session/codes", { code: "000000" })), "code");
    assert.equal((await first.ask("PUT", "/api/session/codes", { code: codeAt(uri, START) })).status, 200);
    assert.equal((await first.ask("GET", "/api/persons")).status, 200);

    const second = await harness.signIn("investigator");
    assert.equal(second.stage, "second");
    const give = (client: Client, code: string) => client.ask("POST", "/api/session/code", { code });
    assert.equal(await reasonOf(await give(second, codeAt(uri, START))), "code", "it was used to set up");
    harness.clock.now += 2 * MINUTE;
    assert.equal(
      (await give(second, codeAt(uri, harness.clock.now + 30_000))).status,
      200,
      "a phone 30 s fast",
    );
    const third = await harness.signIn("investigator");
    assert.equal(
      await reasonOf(await give(third, codeAt(uri, harness.clock.now + 30_000))),
      "code",
      "seen by somebody",
    );
    for (let i = 0; i < 4; i++) await give(third, "000000");
    assert.equal(await reasonOf(await give(third, "000000")), "signed-out", "guessing ends the session");
  });

  it("keeps the codes' secret wrapped", async () => {
    await harness.as("investigator");
    const [row] = await harness.database.query<{ totp: Uint8Array }>(
      "SELECT totp FROM office.account WHERE login = 'investigator'",
    );
    assert.equal(row!.totp.length, 12 + 20 + 16);
  });

  it("locks an idle session until the PIN, ends one without a PIN, and every one after twelve hours", async () => {
    const station = await harness.enter("station");
    const guard = await harness.signIn("guard");
    assert.equal(await reasonOf(await guard.ask("POST", "/api/session/lock")), "no-pin");
    for (const easy of ["1234", "111111", "123456", "987654", "12345678"])
      assert.equal(
        await reasonOf(await station.ask("PUT", "/api/session/pin", { pin: easy })),
        "easy-pin",
        easy,
      );
    assert.equal((await station.ask("PUT", "/api/session/pin", { pin: "402857" })).status, 200);
    harness.clock.now += 11 * MINUTE;
    assert.equal(await reasonOf(await station.ask("GET", "/api/persons")), "stage");
    assert.equal(await reasonOf(await guard.ask("GET", "/api/session")), "signed-out");
    assert.equal((await station.ask("POST", "/api/session/unlock", { pin: "402857" })).status, 200);
    assert.equal((await station.ask("GET", "/api/persons")).status, 200);
    assert.equal((await station.ask("POST", "/api/session/lock")).status, 200);
    for (let i = 0; i < 3; i++)
      assert.equal(
        await reasonOf(await station.ask("POST", "/api/session/unlock", { pin: "402858" })),
        "pin",
      );
    assert.equal(
      await reasonOf(await station.ask("POST", "/api/session/unlock", { pin: "402857" })),
      "signed-out",
    );

    const long = await harness.enter("station");
    for (let i = 0; i < 79; i++) {
      harness.clock.now += 9 * MINUTE;
      assert.equal((await long.ask("GET", "/api/session")).status, 200);
    }
    harness.clock.now += 10 * MINUTE;
    assert.equal(await reasonOf(await long.ask("GET", "/api/session")), "signed-out");
  });

  it("lets only who has just signed in set up a PIN or another phone for codes", async () => {
    const investigator = await harness.as("investigator");
    const setUp = (client: Client) => client.ask("POST", "/api/session/codes");
    const choose = (client: Client) => client.ask("PUT", "/api/session/pin", { pin: "402857" });
    assert.equal((await setUp(investigator)).status, 200);
    assert.equal((await choose(investigator)).status, 200);
    const early = await harness.signIn("guard");
    for (let i = 0; i < 2; i++) {
      harness.clock.now += 6 * MINUTE;
      for (const client of [investigator, early])
        assert.equal((await client.ask("GET", "/api/session")).status, 200);
    }
    assert.equal(await reasonOf(await setUp(investigator)), "stale");
    for (const client of [investigator, early]) assert.equal(await reasonOf(await choose(client)), "stale");
    const [row] = await harness.database.query<{ pin: string | null }>(
      "SELECT pin FROM office.account WHERE login = 'guard'",
    );
    assert.equal(row!.pin, null);
  });

  it("takes no cookie that a visitor brings along: each sign-in has a new one", async () => {
    const known = await harness.signIn("guard");
    for (const cookie of ["__Host-session=chosen-by-somebody", known.cookie]) {
      const answer = await harness.ask("/api/session", {
        method: "POST",
        body: JSON.stringify({ login: "station", password: PASSWORD }),
        headers: { "content-type": "application/json", cookie },
      });
      assert.equal(answer.status, 201);
      assert.ok(!answer.headers.get("set-cookie")!.startsWith(cookie));
    }
    assert.equal((await harness.ask("/api/session", { headers: { cookie: known.cookie } })).status, 200);
  });

  it("ends at signing out, at a reset, and for a disabled account", async () => {
    const admin = await harness.as("unit-administrator");
    const open = async () => {
      const client = await harness.enter("station");
      assert.equal((await client.ask("GET", "/api/session")).status, 200);
      return client;
    };
    const out = await open();
    const answer = await out.ask("DELETE", "/api/session");
    assert.match(answer.headers.get("set-cookie")!, /^__Host-session=; Max-Age=0;/);
    assert.equal((await out.ask("GET", "/api/session")).status, 401);

    const disabled = await open();
    const path = `/api/staff/${harness.accounts.station}`;
    const body = { seen: { enabled: true }, enabled: false };
    assert.equal((await admin.ask("PUT", path, body)).status, 200);
    assert.equal((await disabled.ask("GET", "/api/session")).status, 401);
    assert.equal((await admin.ask("PUT", path, { seen: { enabled: false }, enabled: true })).status, 200);

    const reset = await open();
    assert.equal((await admin.ask("POST", `${path}/reset`)).status, 200);
    assert.equal((await reset.ask("GET", "/api/session")).status, 401);
    await assert.rejects(harness.enter("station"), "the old password is none any more");
  });
});
