import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { networkOf } from "../../../host-tools/server/http/request/limits.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { PAGE_BYTES } from "../../../protocol/page.ts";
import { encodeControl } from "../../../protocol/sync.ts";
import { type Client, DAY, FACTORY, FAR, type Harness, openHarness, WARD } from "../../support/harness.ts";
import { helloFrom } from "../../support/hello.ts";
import { enrolTokens, type TestToken } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const reasonOf = async (answer: Response) =>
  ((await answer.json()) as { error: { reason: string } }).error.reason;
const person = { name: "Lê Ân", birth: "1950", unit: WARD };
const consent = { agreed: true, version: "2026-1", language: "vi", channel: "station", givenBy: "self" };

describeOnDatabases("the doors against attack", () => {
  let harness: Harness;
  before(async function () {
    this.timeout(120_000);
    harness = await openHarness();
  });

  const persons = async () =>
    (await harness.database.query<{ n: number }>("SELECT count(*)::int4 AS n FROM people.person"))[0]!.n;

  it("take no change from another site, whatever cookie comes with it", async () => {
    const station = await harness.as("station");
    const before = await persons();
    const add = (headers: Record<string, string>) =>
      station.ask("POST", "/api/persons", { person, consent }, headers);
    for (const headers of [
      { "x-csrf-token": "" },
      { "x-csrf-token": "x".repeat(station.csrf.length) },
      { "x-csrf-token": (await harness.as("guard")).csrf },
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:81" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[]) {
      const answer = await add(headers);
      assert.deepEqual([answer.status, await reasonOf(answer)], [403, "csrf"], JSON.stringify(headers));
    }
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
      assert.equal((await add({ "content-type": type })).status, 415, type);
    assert.equal(await persons(), before);
    assert.equal((await add({})).status, 201);
  });

  it("let nobody sign a victim in from another site", async () => {
    const answer = await harness.ask("/api/session", {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "application/json" },
      body: JSON.stringify({ login: "guard", password: "correct horse battery" }),
    });
    assert.equal(answer.status, 403);
    assert.equal(answer.headers.get("set-cookie"), null);
  });

  it("take no session from two cookies of a name, a made-up one or the hash that the database holds", async () => {
    const station = await harness.as("station");
    const [row] = await harness.database.query<{ key: Uint8Array }>("SELECT key FROM office.session LIMIT 1");
    const value = station.cookie.split("=")[1]!;
    for (const cookie of [
      `${station.cookie}; __Host-session=other`,
      `__Host-session=other; ${station.cookie}`,
      `__Host-session=${Buffer.from(row!.key).toString("base64url")}`,
      `__host-session=${value}`,
      `session=${value}`,
      "__Host-session=",
      `__Host-session=' OR '1'='1`,
    ])
      assert.equal((await harness.ask("/api/session", { headers: { cookie } })).status, 401, cookie);
  });

  it("take SQL, patterns and markup for the text that they are", async () => {
    const station = await harness.as("station");
    await harness.addPerson(WARD);
    const before = await persons();
    for (const text of [
      "' OR '1'='1",
      "%",
      "_",
      "\\",
      "'; DROP TABLE people.person; --",
      "$1",
      "$q",
      "d%",
      "𝕏",
      "dao') UNION SELECT * FROM office.account --",
      "*",
      "dao\u202e",
    ]) {
      const answer = await station.ask("GET", `/api/persons?text=${encodeURIComponent(text)}`);
      assert.equal(answer.status, 200, text);
      const found = ((await answer.json()) as { persons: { name: string; birth: string }[] }).persons;
      // What holds no letter at all asks for everybody; the rest matches nobody but who is so called.
      const letters = text.normalize("NFKD").replace(/[^a-z0-9]/gi, "");
      if (letters === "" || /^d(?:ao)?$/i.test(letters)) continue;
      // A year is a word of the search, and is matched by its beginning.
      assert.deepEqual(
        found.filter(({ birth }) => !birth.startsWith(letters)),
        [],
        text,
      );
    }
    for (const name of ["<script>alert(1)</script>", "Lê\u0007Ân", "Lê\u001bÂn", " ", "x".repeat(121)]) {
      const answer = await station.ask("POST", "/api/persons", { person: { ...person, name }, consent });
      assert.equal(answer.status, 422, JSON.stringify(name));
    }
    const kept = await station.ask("POST", "/api/persons", {
      person: { ...person, name: "Y'Blô -- Êban" },
      consent,
    });
    assert.equal(kept.status, 201);
    assert.equal(await persons(), before + 1);
  });

  it("take no field that the schema does not have, nor names that mean something to the language", async () => {
    const station = await harness.as("station");
    for (const extra of [
      { role: "auditor" },
      { id: "1" },
      JSON.parse('{"__proto__": {"admin": true}}'),
      { constructor: 1 },
    ]) {
      const body = JSON.stringify({ person, consent }).replace(
        "{",
        `{${JSON.stringify(extra).slice(1, -1)},`,
      );
      const answer = await harness.ask("/api/persons", {
        method: "POST",
        body,
        headers: {
          cookie: station.cookie,
          "x-csrf-token": station.csrf,
          "idempotency-key": randomUUID(),
          "content-type": "application/json",
        },
      });
      assert.equal(answer.status, 422, body);
    }
    assert.equal(({} as { admin?: boolean }).admin, undefined);
    for (const body of ["", "{", "null", "[]", '"x"', '{"person":', "\ufeff{}", "{}".repeat(2)]) {
      const answer = await harness.ask("/api/persons", {
        method: "POST",
        body,
        headers: {
          cookie: station.cookie,
          "x-csrf-token": station.csrf,
          "idempotency-key": randomUUID(),
          "content-type": "application/json",
        },
      });
      assert.ok([400, 422].includes(answer.status), body);
    }
  });

  it("take no time that there is not, in a form that is sealed neither", async () => {
    const station = await harness.as("station");
    const admin = await harness.as("province-administrator");
    for (const from of ["2026-02-31", "2026-13-01", "26-01-01"]) {
      const unit = { seen: {}, code: "2", name: "Thôn", tier: "hamlet", parent: WARD, from };
      assert.equal((await admin.ask("PUT", "/api/units/thon-2", unit)).status, 422, from);
    }
    const person = await harness.addPerson(WARD);
    for (const at of ["2026-11-23T03:00:00+23", "2026-11-23", "later"])
      assert.equal((await station.ask("POST", "/api/tokens/1/wearers", { person, at })).status, 422, at);
    const ahead = await station.ask("GET", "/api/station/ahead");
    const { formKey } = (await ahead.json()) as { formKey: FormKey };
    for (const at of [1e300, -1, 8.64e15 + 1]) {
      const form = { id: randomUUID(), at, kind: "hand-out", serial: 1, person, handOver: false } as const;
      const answer = await station.ask("POST", "/api/station/forms", await sealForm(form, formKey));
      assert.deepEqual([answer.status, await reasonOf(answer)], [422, "input"], String(at));
    }
  });

  it("stop reading at the limit, whatever length is claimed", async () => {
    const station = await harness.as("station");
    const page = "/api/tokens/1/pages/0?length=100&mac=0011223344556677";
    assert.equal((await station.ask("PUT", page, new Uint8Array(PAGE_BYTES + 1))).status, 413);
    assert.equal((await station.ask("PUT", page, new Uint8Array(PAGE_BYTES))).status, 404, "no such token");
    assert.equal(
      (await station.ask("POST", "/api/persons", { person, consent, x: "x".repeat(70_000) })).status,
      413,
    );
    let taken = 0;
    const endless = new ReadableStream({
      pull(controller) {
        taken += 1024;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const answer = await harness.ask(page, {
      method: "PUT",
      body: endless,
      duplex: "half",
      headers: {
        cookie: station.cookie,
        "x-csrf-token": station.csrf,
        "content-type": "application/octet-stream",
      },
    } as RequestInit);
    assert.equal(answer.status, 413);
    assert.ok(taken <= PAGE_BYTES + 8 * 1024, `${taken} bytes were read`);
    assert.equal(
      (await station.ask("POST", "/api/refusals", { any: "thing" })).status,
      413,
      "a body where none belongs",
    );
  });

  it("know no paths but their own", async () => {
    const station = await harness.as("station");
    for (const path of [
      "/",
      "/api",
      "/api/",
      "/api/persons/",
      "//api/persons",
      "/API/persons",
      "/api/persons/../staff",
      "/api/persons/%2e%2e/staff",
      "/api/persons/..%2fstaff",
      "/api/persons/%00",
      "/.git/config",
      "/api/persons;x",
      "/api/tokens/1e3/wearers",
      "/api/tokens/0x1/wearers",
      "/api/tokens/-1/wearers",
      "/api/tokens/1/2/wearers",
      "/api/persons/not-a-uuid",
      "/api/openapi",
      `/${"a".repeat(5000)}`,
    ]) {
      const answer = await station.ask("GET", path);
      assert.ok([400, 403, 404, 422].includes(answer.status), `${path}: ${answer.status}`);
      assert.ok(!(await answer.text()).includes("accounts"));
    }
    for (const method of ["DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"].filter(
      (name) => name !== "TRACE",
    ))
      assert.equal((await station.ask(method, "/api/persons")).status, 404, method);
    assert.equal((await station.ask("GET", "/api/persons?text=a&text=b")).status, 422, "twice the same name");
    assert.equal((await station.ask("GET", "/api/persons?limit=100000")).status, 422);
    assert.equal((await station.ask("GET", `/api/persons?text=${"a".repeat(3000)}`)).status, 422);
  });

  it("answer everything with headers that keep other sites out and nothing in caches", async () => {
    const station = await harness.as("station");
    for (const answer of [
      await harness.ask("/health"),
      await harness.ask("/nowhere"),
      await harness.ask("/api/persons"),
      await station.ask("GET", "/api/persons"),
    ]) {
      const header = (name: string) => answer.headers.get(name) ?? "";
      const policy = header("content-security-policy");
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        assert.ok(policy.includes(part), `${part} in ${policy}`);
      assert.ok(!/unsafe|\*|https?:/.test(policy), policy);
      assert.equal(header("x-content-type-options"), "nosniff");
      assert.equal(header("x-frame-options"), "DENY");
      assert.equal(header("referrer-policy"), "no-referrer");
      assert.equal(header("cache-control"), "no-store");
      assert.match(header("permissions-policy"), /camera=\(self\)/);
      assert.match(header("strict-transport-security"), /max-age=31536000/);
      assert.equal(header("x-powered-by"), "");
      assert.equal(header("access-control-allow-origin"), "");
    }
  });

  it("answer what fails inside without telling what it was", async () => {
    const station = await harness.as("station");
    await harness.database.exec("ALTER TABLE people.person RENAME TO person_away");
    try {
      const answer = await station.ask("GET", "/api/persons?text=Nguyen");
      const text = await answer.text();
      assert.equal(answer.status, 500);
      assert.ok(!/person_away|relation|SELECT|Nguyen/.test(text), text);
      const { number } = (JSON.parse(text) as { error: { number: string } }).error;
      const logged = harness.lines.filter((line) => line.includes(number));
      assert.equal(logged.length, 2, "support finds it by its number");
      assert.ok(!logged.join("").includes("Nguyen"));
    } finally {
      await harness.database.exec("ALTER TABLE people.person_away RENAME TO person");
    }
  });

  it("tell an attacker of another unit's person no more than of nobody", async () => {
    const station = await harness.as("station");
    const far = await harness.addPerson(FAR);
    const say = async (id: string) => {
      const answer = await station.ask("GET", `/api/persons/${id}`);
      const { error } = (await answer.json()) as { error: Record<string, unknown> };
      const { number: _, ...said } = error;
      return [answer.status, said];
    };
    assert.deepEqual(await say(far), await say("00000000-0000-4000-8000-000000000000"));
    const moved = await station.ask("PUT", `/api/persons/${far}`, { seen: { unit: FAR }, unit: WARD });
    assert.equal(moved.status, 404, "nobody fetches a person by writing the own unit into it");
    const worker = await harness.addPerson(FAR, FACTORY);
    assert.equal(
      (await station.ask("GET", `/api/persons/${worker}`)).status,
      200,
      "works in the ward's factory",
    );
  });

  it("count an IPv6 network as one, however its addresses are written", () => {
    for (const address of ["2001:db8:0:1::1", "2001:0DB8:0000:0001:ffff::2%eth0", "2001:db8:0:1:2:3:4:5"])
      assert.equal(networkOf(address), "2001:db8:0:1::/64", address);
    assert.equal(networkOf("::1"), "0:0:0:0::/64");
    assert.equal(networkOf("fe80::"), "fe80:0:0:0::/64");
    assert.equal(networkOf("::ffff:10.1.2.3"), "10.1.2.3");
    assert.equal(networkOf("10.1.2.3"), "10.1.2.3");
    assert.equal(networkOf("unknown"), "unknown");
  });

  it("slow down who asks too often, by address, and sooner at the door", async () => {
    const slow = await openHarness({ limits: { perAddress: 30, signIns: 5, names: 3 } });
    const from = (address: string) => ({ headers: { "x-test-address": address } });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++)
      statuses.push(
        (
          await slow.ask("/api/session", {
            method: "POST",
            body: '{"login":"nobody","password":"x"}',
            headers: { "x-test-address": "9.9.9.9", "content-type": "application/json" },
          })
        ).status,
      );
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429]);
    const others: number[] = [];
    for (let i = 0; i < 31; i++) others.push((await slow.ask("/health", from("8.8.8.8"))).status);
    assert.deepEqual([others.indexOf(429), others.length], [30, 31]);
    const nowhere: number[] = [];
    for (let i = 0; i < 31; i++) nowhere.push((await slow.ask(`/nowhere/${i}`, from("6.6.6.6"))).status);
    assert.deepEqual([nowhere.indexOf(429), nowhere[0]], [30, 404], "paths that there are not count too");
    const hosts: number[] = [];
    for (let i = 0; i < 31; i++) hosts.push((await slow.ask("/health", from(`2001:db8::1:${i}`))).status);
    assert.equal(hosts.indexOf(429), 30, "a network of IPv6 is one address");
    const answer = await slow.ask("/health", from("8.8.8.8"));
    assert.equal(answer.headers.get("retry-after"), "60");
    assert.equal((await slow.ask("/health", from("7.7.7.7"))).status, 200);
  });

  it("tell a station whose a HELLO is, with a row in the audit log, and nothing of one that was changed", async () => {
    const few = await openHarness({ limits: { perAddress: 1000, signIns: 100, names: 3 } });
    const [token] = (await enrolTokens(few.server, 1, DAY)) as [TestToken];
    const { name, hello } = helloFrom({ serial: token.serial, tokenKey: token.keys.tokenKey });
    const station = await few.as("station");
    const tickets = async (client: Client, said = hello) =>
      client.ask("POST", "/api/tickets", { name, hello: toHex(encodeControl(said)) });
    const rows = () =>
      few.database.query("SELECT subject FROM audit.entry WHERE action = 'sync.ticket' ORDER BY number");
    const good = await tickets(station);
    assert.equal(good.status, 201);
    assert.equal(((await good.json()) as { serial: number }).serial, token.serial);
    assert.deepEqual(await rows(), [{ subject: String(token.serial) }]);
    const changed = await tickets(station, { ...hello, ticketHighest: 9 });
    assert.equal(changed.status, 404);
    const said = (await changed.json()) as { error: object };
    assert.deepEqual(Object.keys(said.error), ["reason", "field", "vi", "en", "number"]);
    assert.equal((await tickets(station, { ...hello, flags: 0 })).status, 404);
    assert.deepEqual(await rows(), [{ subject: String(token.serial) }]);
    // One account has only so many tries in a minute, from whatever address.
    assert.equal((await tickets(station)).status, 429);
    await few.addAccount("station", WARD, "second.station");
    assert.equal((await tickets(await few.enter("second.station"))).status, 201);
  });
});
