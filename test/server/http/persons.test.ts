import assert from "node:assert/strict";
import { ENDINGS } from "../../../host-tools/contract/vocabulary.ts";
import {
  type Client,
  DAY,
  FACTORY,
  FAR,
  type Harness,
  NEIGHBOUR,
  openHarness,
  WARD,
} from "../../support/harness.ts";
import { enrolTokens, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const consent = { agreed: true, version: "2026-1", language: "vi", channel: "station", givenBy: "self" };
const HOUR = 3_600_000;
/** Short enough for a session not to lock. */
const STEP = 5 * 60_000;

describeOnDatabases("persons", () => {
  let harness: Harness;
  let station: Client;
  let tokens: TestToken[];

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    station = await harness.as("station");
    tokens = await enrolTokens(harness.server, 4, DAY - 1);
  });

  const add = (person: object, change: object = {}) =>
    station.ask("POST", "/api/persons", {
      person: { unit: WARD, ...person },
      consent: { ...consent, ...change },
    });
  async function idOf(answer: Response): Promise<string> {
    assert.equal(answer.status, 201, await answer.clone().text());
    return ((await answer.json()) as { id: string }).id;
  }
  const said = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: { reason: string; field: string } };
    return [answer.status, error.reason, error.field];
  };
  const count = async (table: string) =>
    (await harness.database.query<{ n: number }>(`SELECT count(*)::int4 AS n FROM ${table}`))[0]!.n;

  it("are found by beginnings of words without diacritics, or by phone, by given name", async () => {
    for (const [name, birth, phone] of [
      ["Nguyễn Thị Đào", "1948", "0912 345 678"],
      ["Trần Văn Đạo", "1950-03-02", "+84912345678"],
      ["Lê Ân", "1960", undefined],
      ["Phạm Thị Ánh", "1938", "0220 385 3123"],
      ["Đỗ Ân", "1971", undefined],
    ] as const)
      await idOf(await add({ name, birth, ...(phone ? { phone } : {}) }));
    await harness.addPerson(NEIGHBOUR, undefined, { name: "Nguyễn Văn Dao" });
    const names = async (text: string) => {
      const answer = await station.ask("GET", `/api/persons?text=${encodeURIComponent(text)}`);
      return ((await answer.json()) as { persons: { name: string }[] }).persons.map(({ name }) => name);
    };
    assert.deepEqual(await names(""), ["Phạm Thị Ánh", "Đỗ Ân", "Lê Ân", "Nguyễn Thị Đào", "Trần Văn Đạo"]);
    assert.deepEqual(await names("dao"), ["Nguyễn Thị Đào", "Trần Văn Đạo"], "the neighbour's are not shown");
    assert.deepEqual(await names("ĐÀO ng"), ["Nguyễn Thị Đào"]);
    assert.deepEqual(await names("do"), ["Đỗ Ân"]);
    assert.deepEqual(await names("0912.345.678"), ["Nguyễn Thị Đào", "Trần Văn Đạo"], "a phone of two");
    assert.deepEqual(await names("84 2203853123"), ["Phạm Thị Ánh"]);
    assert.deepEqual(await names("xyz"), []);
  });

  it("keep the id that a station gave them, which is nobody else's, then or later", async () => {
    const id = "11111111-2222-4333-8444-555555555555";
    const addAs = (client: Client, unit: string, name: string) =>
      client.ask("POST", "/api/persons", { id, person: { unit, name, birth: "1948" }, consent });
    const login = "far.station";
    await harness.addAccount("station", FAR, login);
    const far = await harness.enter(login);
    const answers = await Promise.all([addAs(station, WARD, "Lê Ân"), addAs(far, FAR, "Đỗ Ân")]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409], "of two at once one");
    assert.equal(await count("people.person"), 1);
    const [own, unit] = answers[0]!.status === 201 ? [station, WARD] : ([far, FAR] as const);
    assert.equal((await own.ask("DELETE", `/api/persons/${id}`)).status, 200);
    assert.deepEqual(await said(await addAs(own, unit, "Lê Ân")), [409, "other-request", "id"]);
    assert.equal(await count("people.person"), 0);
  });

  it("need a name, a birth year and a unit, and nothing else", async () => {
    const id = await idOf(await add({ name: "  Y   Blô ", birth: "1948" }));
    const answer = (await (await station.ask("GET", `/api/persons/${id}`)).json()) as Record<string, unknown>;
    assert.deepEqual(answer, {
      person: { id, name: "Y Blô", birth: "1948", unit: WARD },
      age: 77,
      isChild: false,
      mustAgreeThemselves: false,
    });
    for (const [field, person] of [
      ["person.name", { birth: "1948" }],
      ["person.birth", { name: "A" }],
      ["birth", { name: "A", birth: "2030" }],
      ["birth", { name: "A", birth: "1990-02-30" }],
      ["phone", { name: "A", birth: "1948", phone: "12345" }],
      ["person.idNumber", { name: "A", birth: "1948", idNumber: "1234" }],
      ["organisation", { name: "A", birth: "1948", organisation: "none" }],
      ["guardian.phone", { name: "A", birth: "1948", guardian: { name: "B", relation: "con", phone: "1" } }],
    ] as const)
      assert.deepEqual(await said(await add(person)), [422, "input", field], field);
    assert.equal(await count("people.person"), 1);
  });

  it("may share the household's phone, which is kept in one form", async () => {
    const id = await idOf(
      await add({ name: "Lê Ân", birth: "1950", phone: "091-234-5678", phoneShared: true }),
    );
    const { person } = (await (await station.ask("GET", `/api/persons/${id}`)).json()) as { person: object };
    assert.deepEqual(person, {
      id,
      name: "Lê Ân",
      birth: "1950",
      unit: WARD,
      phone: "+84912345678",
      phoneShared: true,
    });
  });

  it("are kept only with a consent, a child's by a guardian who is named", async () => {
    const child = { name: "Bé An", birth: "2015" };
    const guardian = { name: "Trần Thị Mẹ", relation: "mẹ", phone: "0912345678" };
    assert.deepEqual(await said(await add(child)), [422, "consent", "guardian"]);
    assert.deepEqual(await said(await add({ ...child, guardian })), [422, "consent", "guardian"]);
    assert.deepEqual(await said(await add(child, { givenBy: "guardian" })), [422, "consent", "guardian"]);
    assert.deepEqual(await said(await add({ name: "A", birth: "1950" }, { version: "0" })), [
      422,
      "consent",
      "version",
    ]);
    assert.deepEqual(await said(await add({ name: "A", birth: "1950" }, { agreed: false })), [
      422,
      "input",
      "consent.agreed",
    ]);
    assert.equal(await count("people.person"), 0);
    const id = await idOf(await add({ ...child, guardian }, { givenBy: "guardian" }));
    const answer = (await (await station.ask("GET", `/api/persons/${id}`)).json()) as Record<string, unknown>;
    assert.deepEqual([answer.isChild, answer.mustAgreeThemselves], [true, true]);
    const path = `/api/persons/${id}`;
    assert.deepEqual(await said(await station.ask("PUT", path, { seen: { guardian }, guardian: null })), [
      422,
      "consent",
      "guardian",
    ]);
  });

  it("take a copy of everything with them: details, consents with who, how and when, tokens", async () => {
    const id = await idOf(
      await add({ name: "Lê Ân", birth: "1950" }, { channel: "home-visit", language: "en" }),
    );
    await station.ask("POST", "/api/tokens/1/wearers", { person: id });
    const answer = await station.ask("GET", `/api/persons/${id}/export?reason=request-of-the-person`);
    const at = new Date(harness.clock.now).toISOString();
    assert.deepEqual(await answer.json(), {
      person: { id, name: "Lê Ân", birth: "1950", unit: WARD },
      keptSince: new Date(harness.clock.now - 21 * 86_400_000).toISOString(),
      merged: [],
      consents: [
        {
          purpose: "contacts",
          answer: "given",
          version: "2026-1",
          language: "en",
          channel: "home-visit",
          givenBy: "self",
          takenBy: harness.accounts.station,
          at,
        },
      ],
      tokens: [{ serial: 1, from: at }],
    });
    assert.equal(
      (await station.ask("GET", `/api/persons/${id}/export`)).status,
      422,
      "no copy without a reason",
    );
  });

  it("wear tokens one after another; a token has one wearer at a time, and an organisation may share it", async () => {
    const manager = await harness.as("manager");
    const [an, binh] = [
      await harness.addPerson(WARD, FACTORY, { name: "An" }),
      await harness.addPerson(FAR, FACTORY, { name: "Bình" }),
    ];
    assert.equal(
      (await station.ask("PUT", `/api/organisations/${FACTORY}/tokens`, { give: [1, 2] })).status,
      200,
    );
    const hand = (person: string, more: object = {}) =>
      manager.ask("POST", "/api/tokens/1/wearers", { person, ...more });
    assert.equal((await hand(an)).status, 201);
    harness.clock.now += STEP;
    assert.equal((await hand(an)).status, 201, "a second press goes on with the same wearer");
    assert.deepEqual((await said(await hand(binh))).slice(0, 2), [409, "worn"]);
    // Within the same millisecond, as in this test: a millisecond behind what began in it, and not lost.
    assert.equal((await hand(binh, { handOver: true })).status, 201, "the shift changes");
    harness.clock.now += STEP;
    const end = (person: string, endedBy: string) =>
      manager.ask("POST", "/api/tokens/1/wearers/end", { person, endedBy });
    assert.equal((await end(an, "returned")).status, 404, "An does not have it any more");
    assert.equal((await end(binh, "thrown")).status, 422);
    assert.equal((await end(binh, "lost")).status, 200);
    const at = (steps: number) => new Date(harness.clock.now + steps * STEP).toISOString();
    assert.deepEqual(await (await manager.ask("GET", "/api/tokens/1/wearers")).json(), {
      wearers: [
        { person: an, from: at(-2), to: at(-1), endedBy: "handed-on" },
        { person: an, from: at(-1), to: at(-1 + 1 / STEP), endedBy: "handed-on" },
        { person: binh, from: at(-1 + 1 / STEP), to: at(0), endedBy: "lost" },
      ],
      keptBy: [{ organisation: FACTORY, from: at(-2) }],
      keptSince: new Date(harness.clock.now - 21 * 86_400_000).toISOString(),
    });
    assert.ok(ENDINGS.includes("lost"));
    assert.deepEqual(
      (await said(await manager.ask("POST", "/api/tokens/9/wearers", { person: an }))).slice(0, 2),
      [404, "unknown-token"],
    );
    const elsewhere = await harness.addPerson(FAR);
    await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      { kind: "assign", person: elsewhere, serial: 3, from: harness.clock.now },
    ]);
    const taken = await manager.ask("POST", "/api/tokens/3/wearers", { person: an, handOver: true });
    assert.deepEqual((await said(taken)).slice(0, 2), [409, "worn"], "of a wearer elsewhere nobody takes it");
  });

  it("who withdraw are deleted, and what their tokens recorded in their time is wiped", async () => {
    const epoch = DAY * 96 - 48;
    const from = epoch * 900_000;
    const [gone, stays] = [await harness.addPerson(WARD), await harness.addPerson(WARD)];
    await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      { kind: "assign", person: gone, serial: 1, from },
      { kind: "assign", person: stays, serial: 1, from: from + 4 * HOUR },
      { kind: "assign", person: stays, serial: 2, from },
    ]);
    // Token 1: an hour of who goes, an hour of who stays; token 2 heard it both times.
    const [one, two] = tokens as [TestToken, TestToken];
    const later = epoch + 20;
    const log = pageOf(one, 0, epoch)
      .records(epoch, [record(two, epoch)])
      .records(later, [record(two, later)]);
    const other = pageOf(two, 0, epoch)
      .records(epoch, [record(one, epoch)])
      .records(later, [record(one, later)]);
    await harness.server.receivePage(uploadOf(one, log.build()));
    await harness.server.receivePage(uploadOf(two, other.build()));
    assert.equal(await count("radio.encounter"), 4);

    const answer = await station.ask("DELETE", `/api/persons/${gone}`);
    assert.equal(answer.status, 200);
    const { tokens: wiped, say } = (await answer.json()) as { tokens: number[]; say: { vi: string } };
    assert.deepEqual(wiped, [1]);
    assert.match(say.vi, /Không ai bị từ chối/);
    const left = await harness.database.query<{ recorder: number; epoch: number }>(
      "SELECT recorder, epoch FROM radio.encounter ORDER BY 1",
    );
    assert.deepEqual(
      left,
      [1, 2].map((recorder) => ({ recorder, epoch: later })),
      "both sides, that time only",
    );
    for (const table of ["people.person", "people.consent", "people.assignment", "people.name_word"]) {
      const column = table === "people.person" ? "id" : "person";
      const rows = await harness.database.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [gone]);
      assert.deepEqual(rows, [], table);
    }
    assert.equal((await station.ask("GET", `/api/persons/${gone}`)).status, 404);
    assert.equal((await station.ask("GET", `/api/persons/${stays}`)).status, 200);
    assert.deepEqual((await harness.office.verify()).findings, [], "the audit chain holds");
    const rows = await harness.database.query<{ action: string }>(
      "SELECT action FROM audit.entry WHERE subject = $1 ORDER BY number",
      [gone],
    );
    const actions = rows.map(({ action }) => action);
    assert.deepEqual(actions, ["consent.withdraw"], "told by the random id alone");
  });
});
