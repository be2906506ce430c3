/** What is asked for twice is done once, and answered twice as it was. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { FormWork } from "../../../host-tools/contract/forms.ts";
import { ROLES } from "../../../host-tools/contract/vocabulary.ts";
import { KEY_HEADER, needsKey, WITHOUT_KEY } from "../../../host-tools/server/http/request/repeats.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { scopeOf } from "../../../host-tools/server/staff/access-table.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { type Client, DAY, type Harness, openHarness, START, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const DAY_MS = 86_400_000;
const consent = { version: "2026-1", language: "vi", channel: "station", givenBy: "self" } as const;

describe("the table of what needs no key", () => {
  const changing = ROUTES.filter(({ method }) => method !== "GET").map(
    ({ method, path }) => `${method} ${path}`,
  );

  it("names routes that there are, each with a reason", () => {
    for (const [name, reason] of Object.entries(WITHOUT_KEY)) {
      assert.ok(changing.includes(name), name);
      assert.ok(reason.length > 10, name);
    }
  });
});

describeOnDatabases("what is asked for twice", () => {
  let harness: Harness;
  let station: Client;
  let formKey: FormKey;
  before(async () => {
    harness = await openHarness();
    await enrolTokens(harness.server, 20, DAY - 1);
    station = await harness.as("station");
    ({ formKey } = (await (await station.ask("GET", "/api/station/ahead")).json()) as { formKey: FormKey });
  });

  const count = async (table: string) =>
    (await harness.database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n;
  const rows = (action: string) => count(`audit.entry WHERE action = '${action}' AND outcome = 'done'`);
  const personOf = (name: string, id: string = randomUUID()) => ({
    id,
    person: { unit: WARD, name, birth: "1948" },
    consent: { agreed: true, ...consent },
  });
  const add = (body: object, key: string, client = station) =>
    client.ask("POST", "/api/persons", body, { [KEY_HEADER]: key });
  const told = async (answer: Response) => [answer.status, await answer.text()] as const;
  const refusal = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: { reason: string; field?: string } };
    return [answer.status, error.reason, error.field];
  };
  const form = async (id: string, work: FormWork) => {
    const sealed = await sealForm({ id, at: START, ...work }, formKey);
    return () => station.ask("POST", "/api/station/forms", sealed);
  };

  it("is refused without a key that names it", async () => {
    const before = await count("people.person");
    for (const key of ["", "1", `"${randomUUID()}`, "x".repeat(36)])
      assert.deepEqual(await refusal(await add(personOf("Lê Ân"), key)), [422, "input", KEY_HEADER], key);
    assert.equal(await count("people.person"), before);
  });

  it("is refused without one at every route that changes something", async () => {
    const keyed = ROUTES.filter(needsKey);
    assert.ok(keyed.length > 20, String(keyed.length));
    for (const { method, path, action } of keyed) {
      const client = await harness.as(ROLES.find((role) => scopeOf(role, action))!);
      const answer = await client.ask(method, path.replace(/\{\w+\}/g, "1"), undefined, { [KEY_HEADER]: "" });
      assert.deepEqual(await refusal(answer), [422, "input", KEY_HEADER], `${method} ${path}`);
    }
  });

  it("is one person, one row of the audit log, and one answer", async () => {
    const [key, body] = [randomUUID(), personOf("Lê Thị Một")];
    const [persons, said] = [await count("people.person"), await rows("person.add")];
    const first = await told(await add(body, key));
    assert.equal(first[0], 201);
    assert.deepEqual(await told(await add(body, key)), first);
    // The order of fields, and the quotes of the draft, are no matter.
    const turned = Object.fromEntries(Object.entries(body).reverse());
    assert.deepEqual(await told(await add(turned, `"${key.toUpperCase()}"`)), first);
    assert.deepEqual([await count("people.person"), await rows("person.add")], [persons + 1, said + 1]);
  });

  it("is one case, whatever the body says", async () => {
    const person = await harness.addPerson(WARD);
    const investigator = await harness.as("investigator");
    const body = {
      subject: { kind: "person", person },
      reference: "HD/1",
      ground: "pcr",
      tested: "2026-11-23",
    };
    const key = randomUUID();
    const open = (changed = {}) =>
      investigator.ask("POST", "/api/cases", { ...body, ...changed }, { [KEY_HEADER]: key });
    const before = await count('desk."case"');
    const first = await told(await open());
    assert.deepEqual(await told(await open()), first);
    assert.equal(await count('desk."case"'), before + 1);
    assert.deepEqual(await refusal(await open({ reference: "HD/2" })), [409, "other-request", KEY_HEADER]);
    // The page's own id holds also where a form was changed, and bears another key.
    const id = randomUUID();
    const again = (reference: string) =>
      investigator.ask("POST", "/api/cases?another=true", { ...body, id, reference });
    assert.equal(((await (await again("HD/3")).json()) as { id: string }).id, id);
    assert.deepEqual(await refusal(await again("HD/4")), [409, "other-request", "id"]);
    assert.equal(await count('desk."case"'), before + 2);
  });

  it("is refused where it is something else, or somebody else's", async () => {
    const [key, body] = [randomUUID(), personOf("Lê Thị Hai")];
    assert.equal((await add(body, key)).status, 201);
    const login = `station.${randomUUID().slice(0, 8)}`;
    await harness.addAccount("station", WARD, login);
    const other = await harness.enter(login);
    const refused = [409, "other-request", KEY_HEADER];
    assert.deepEqual(await refusal(await add(body, key, other)), refused);
    assert.deepEqual(await refusal(await add(personOf("Lê Thị Ba"), key)), refused);
    const path = "/api/tokens/12/wearers";
    const elsewhere = await station.ask("POST", path, { person: body.id }, { [KEY_HEADER]: key });
    assert.deepEqual(await refusal(elsewhere), refused);
  });

  it("is done once where both come together", async () => {
    const [key, body] = [randomUUID(), personOf("Lê Thị Tư")];
    const before = await count("people.person");
    const answers = await Promise.all(Array.from({ length: 5 }, async () => told(await add(body, key))));
    assert.deepEqual(new Set(answers.map(String)).size, 1, String(answers));
    assert.equal(answers[0]![0], 201);
    assert.equal(await count("people.person"), before + 1);
  });

  it("is done anew where it was refused", async () => {
    const person = await harness.addPerson(WARD);
    const wearer = await harness.addPerson(WARD);
    const serial = 7;
    const give = (of: string, key: string) =>
      station.ask("POST", `/api/tokens/${serial}/wearers`, { person: of }, { [KEY_HEADER]: key });
    assert.equal((await give(wearer, randomUUID())).status, 201);
    const key = randomUUID();
    assert.deepEqual(await refusal(await give(person, key)), [409, "worn", "serial"]);
    await station.ask("POST", `/api/tokens/${serial}/wearers/end`, { person: wearer, endedBy: "returned" });
    assert.equal((await give(person, key)).status, 201);
  });

  it("keeps its first answer, whatever became of it since", async () => {
    const person = await harness.addPerson(WARD);
    const key = randomUUID();
    const path = "/api/tokens/8/wearers";
    const give = () => station.ask("POST", path, { person }, { [KEY_HEADER]: key });
    assert.equal((await give()).status, 201);
    await station.ask("POST", `${path}/end`, { person, endedBy: "returned" });
    harness.clock.now += 1000;
    assert.equal((await give()).status, 201);
    assert.equal(await count("people.assignment WHERE serial = 8 AND assigned_to IS NULL"), 0);
  });

  it("is one with the form that was kept in its place, whichever comes first, or together", async () => {
    for (const order of ["online first", "form first", "together"] as const) {
      const [key, id] = [randomUUID(), randomUUID()];
      const body = personOf(`Trần ${order}`, id);
      const { unit, name, birth } = body.person;
      const sealed = await form(key, {
        kind: "person",
        person: { id, unit, name, birth },
        consent: { ...consent },
      });
      const online = () => add(body, key);
      const before = await count("people.person");
      const answers =
        order === "together"
          ? await Promise.all([online(), sealed(), sealed()])
          : order === "online first"
            ? [await online(), await sealed(), await sealed()]
            : [await sealed(), await online(), await sealed()];
      for (const answer of answers) assert.ok(answer.ok, `${order}: ${await answer.text()}`);
      assert.equal(await count("people.person"), before + 1, order);
    }
  });

  it("is one with its form also where a token comes back: nothing is left to be done by hand", async () => {
    const person = await harness.addPerson(WARD);
    const serial = 9;
    const [out, end] = [randomUUID(), randomUUID()];
    const given = await form(out, { kind: "hand-out", serial, person, handOver: false });
    const ended = await form(end, { kind: "end", serial, person, endedBy: "returned" });
    const path = `/api/tokens/${serial}/wearers`;
    const online = (key: string, rest: string, body: object) =>
      station.ask("POST", `${path}${rest}`, body, { [KEY_HEADER]: key });
    assert.equal((await online(out, "", { person, handOver: false })).status, 201);
    assert.equal((await given()).status, 200);
    assert.equal((await online(end, "/end", { person, endedBy: "returned" })).status, 200);
    assert.equal((await ended()).status, 200);
    assert.equal((await given()).status, 200);
    assert.equal(await count(`people.assignment WHERE serial = ${serial} AND assigned_to IS NULL`), 0);
    assert.equal(await count(`people.assignment WHERE serial = ${serial}`), 1);
  });

  it("tells nobody else what it was: neither name nor password stands beside it", async () => {
    const administrator = await harness.as("province-administrator");
    const body = {
      login: `g${randomUUID().slice(0, 8)}`,
      name: "Bảo Vệ Kín",
      role: "guard",
      place: "factory",
    };
    const key = randomUUID();
    const make = () => administrator.ask("POST", "/api/staff", body, { [KEY_HEADER]: key });
    const first = await told(await make());
    assert.equal(first[0], 201, first[1]);
    assert.deepEqual(await told(await make()), first);
    const { firstPassword } = JSON.parse(first[1]) as { firstPassword: string };
    const kept = await harness.database.query<{ row: string }>(
      "SELECT concat(key, ' ', encode(COALESCE(answer, ''), 'escape'), about) AS row FROM repeats.done",
    );
    for (const { row } of kept)
      for (const word of [firstPassword, "Kín", body.login, key]) assert.ok(!row.includes(word), word);
  });

  it("leaves no answer that tells of a person who withdrew, and does not bring them back", async () => {
    const [key, body] = [randomUUID(), personOf("Đỗ Thị Rút")];
    assert.equal((await add(body, key)).status, 201);
    const investigator = await harness.as("investigator");
    const subject = { kind: "person", person: body.id };
    const opening = { subject, reference: "HD/9", ground: "pcr", tested: "2026-11-23" };
    const opened = randomUUID();
    await investigator.ask("POST", "/api/cases", opening, { [KEY_HEADER]: opened });
    const withdrawal = randomUUID();
    const withdraw = () =>
      station.ask("DELETE", `/api/persons/${body.id}`, undefined, { [KEY_HEADER]: withdrawal });
    const first = await told(await withdraw());
    assert.equal(first[0], 200, first[1]);
    assert.deepEqual(await told(await withdraw()), first);
    assert.deepEqual(await refusal(await add(body, key)), [404, "not-found", "path"]);
    const again = await investigator.ask("POST", "/api/cases", opening, { [KEY_HEADER]: opened });
    assert.deepEqual(await refusal(again), [404, "not-found", "path"]);
    assert.equal(await count(`people.person WHERE id = '${body.id}'`), 0);
    assert.equal(await count(`repeats.done WHERE '${body.id}' = ANY(about) AND answer IS NOT NULL`), 1);
  });

  it("is known for as long as a form can be opened, and not for longer", async () => {
    const person = await harness.addPerson(WARD);
    const given = await form(randomUUID(), { kind: "hand-out", serial: 10, person, handOver: false });
    assert.equal((await given()).status, 200);
    const later = async (days: number) => {
      harness.clock.now = START + days * DAY_MS;
      await harness.server.admin.applyRetention();
      station = await harness.enter("station");
    };
    await later(89);
    assert.equal((await given()).status, 200);
    assert.equal(await count("people.assignment WHERE serial = 10"), 1);
    await later(91);
    assert.deepEqual(await refusal(await given()), [422, "form-key", "form"]);
    const before = new Date(START + DAY_MS).toISOString();
    assert.equal(await count(`repeats.done WHERE done_at < '${before}'`), 0);
  });
});
