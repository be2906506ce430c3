import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { FormWork } from "../../../host-tools/contract/forms.ts";
import type { NotedDoubles } from "../../../host-tools/contract/persons.ts";
import type { ProblemAnswer } from "../../../host-tools/contract/problem.ts";
import type { RosterEntry } from "../../../host-tools/contract/roster.ts";
import type { OtherTokens } from "../../../host-tools/contract/tokens.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { type Client, DAY, type Harness, NEIGHBOUR, openHarness, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const CONSENT = { version: "2026-1", language: "vi", channel: "station", givenBy: "self" } as const;
const DETAILS = { name: "Nguyễn Thị Đào", birth: "1948" };

describeOnDatabases("who is written down twice, and who wears two tokens", () => {
  let harness: Harness;
  let station: Client;
  let formKey: FormKey;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    station = await harness.as("station");
    await enrolTokens(harness.server, 3, DAY - 1);
    ({ formKey } = (await (await station.ask("GET", "/api/station/ahead")).json()) as { formKey: FormKey });
  });

  const add = (details: object, more: object = {}) =>
    station.ask("POST", "/api/persons", {
      person: { unit: WARD, ...details },
      consent: { agreed: true, ...CONSENT },
      ...more,
    });
  const refusalOf = async (answer: Response) => ((await answer.json()) as ProblemAnswer).error;
  const count = async (table: string) =>
    (await harness.database.query<{ n: number }>(`SELECT count(*)::int4 AS n FROM ${table}`))[0]!.n;
  const roster = async () =>
    ((await (await station.ask("GET", "/api/station/roster")).json()) as { persons: RosterEntry[] }).persons;
  const handOut = (serial: number, person: string, more: object = {}) =>
    station.ask("POST", `/api/tokens/${serial}/wearers`, { person, ...more });
  async function bring(work: FormWork): Promise<void> {
    const form = await sealForm({ id: randomUUID(), at: harness.clock.now, ...work }, formKey);
    const answer = await station.ask("POST", "/api/station/forms", form);
    assert.equal(answer.status, 200, await answer.clone().text());
  }
  const noted = async () =>
    ((await (await station.ask("GET", "/api/doubles")).json()) as NotedDoubles).doubles;

  it("asks before a likely double is made, with what tells people apart and no more", async () => {
    const known = await harness.addPerson(WARD, undefined, {
      ...DETAILS,
      hamlet: "Thôn Đông",
      phone: "+84912345678",
      idNumber: "030123456789",
      guardian: { name: "Trần Văn Ba", relation: "con", phone: "+84987654321" },
    });
    await handOut(1, known);
    const before = await count("people.person");
    const answer = await add(DETAILS);
    assert.equal(answer.status, 409);
    const { reason, persons } = await refusalOf(answer);
    assert.equal(reason, "double");
    const shown = {
      id: known,
      ...DETAILS,
      hamlet: "Thôn Đông",
      guardian: "Trần Văn Ba",
      phoneEnd: "678",
      serials: [1],
      given: [],
      reasons: ["name-birth"],
    };
    assert.deepEqual(persons, [shown]);
    const asked = await station.ask("POST", "/api/persons/doubles", DETAILS);
    assert.deepEqual(await asked.json(), { persons: [shown] });
    assert.equal(await count("people.person"), before, "nothing was stored");
    const rows = await harness.database.query<{ action: string }>(
      "SELECT action FROM audit.entry ORDER BY number DESC LIMIT 2",
    );
    assert.deepEqual(
      rows.map(({ action }) => action),
      ["person.search", "person.search"],
      "both looks stand in the audit log",
    );
  });

  it("takes somebody else where it is said that they are, and whoever resembles nobody", async () => {
    await harness.addPerson(WARD, undefined, DETAILS);
    assert.equal((await add(DETAILS, { another: true })).status, 201);
    assert.equal((await add({ name: "Cao Bá Quát", birth: "1950" })).status, 201);
    assert.deepEqual(await noted(), [], "whom somebody has looked at waits for nothing");
  });

  it("tells nothing of people of another unit", async () => {
    await harness.addPerson(NEIGHBOUR, undefined, {
      ...DETAILS,
      phone: "+84912345678",
      idNumber: "030123456789",
    });
    const asked = await station.ask("POST", "/api/persons/doubles", { ...DETAILS, idNumber: "030123456789" });
    assert.deepEqual(await asked.json(), { persons: [] });
    assert.equal((await add({ ...DETAILS, phone: "0912345678", idNumber: "030123456789" })).status, 201);
  });

  it("says nothing of others where there is no consent", async () => {
    await harness.addPerson(WARD, undefined, DETAILS);
    const answer = await station.ask("POST", "/api/persons", {
      person: { unit: WARD, ...DETAILS },
      consent: { agreed: true, ...CONSENT, version: "1999-1" },
    });
    assert.equal((await refusalOf(answer)).persons, undefined);
  });

  it("loses no form from a station without a network, and keeps a likely double for somebody's word", async () => {
    const known = await harness.addPerson(WARD, undefined, DETAILS);
    const [id, other] = [randomUUID(), randomUUID()];
    await bring({ kind: "person", person: { id, unit: WARD, ...DETAILS }, consent: CONSENT });
    await bring({ kind: "hand-out", serial: 1, person: id, handOver: false });
    await bring({
      kind: "person",
      person: { id: other, unit: WARD, ...DETAILS, birth: "1950" },
      consent: CONSENT,
      another: true,
    });
    const waits = await noted();
    assert.deepEqual(
      waits.map(({ person, others }) => [
        person.id,
        person.serials,
        others.map((one) => [one.id, one.reasons]),
      ]),
      [[id, [1], [[known, ["name-birth"]]]]],
    );
    assert.equal((await roster()).length, 3);
    const settled = await station.ask("POST", `/api/persons/${id}/another`, { other: known });
    assert.equal(settled.status, 200);
    assert.deepEqual(await noted(), []);
    assert.equal((await roster()).length, 3);
  });

  it("asks what became of a token before somebody gets a second one", async () => {
    const person = await harness.addPerson(WARD);
    assert.equal((await handOut(1, person)).status, 201);
    const { reason, serials } = await refusalOf(await handOut(2, person));
    assert.deepEqual([reason, serials], ["wears-other", [1]]);
    assert.deepEqual((await roster())[0]!.serials, [1], "nothing was handed out");
    const decided = async (others: OtherTokens) => {
      harness.clock.now += 1000;
      const answer = await handOut(2, person, { others });
      assert.equal(answer.status, 201, await answer.clone().text());
      return (await roster())[0]!.serials;
    };
    assert.deepEqual(await decided([{ serial: 1, what: "worn-too" }]), [2, 1], "both are worn");
    assert.deepEqual(
      await decided([{ serial: 1, what: "lost" }]),
      [2],
      "said again of what they wear: the first is lost",
    );
    const { wearers } = (await (await station.ask("GET", "/api/tokens/1/wearers")).json()) as {
      wearers: { endedBy?: string }[];
    };
    assert.deepEqual(
      wearers.map(({ endedBy }) => endedBy),
      ["lost"],
    );
  });

  it("holds tickets ahead for each of two tokens, and knows the wearer by either", async () => {
    const person = await harness.addPerson(WARD);
    await handOut(1, person);
    harness.clock.now += 1000;
    await handOut(2, person, { others: [{ serial: 1, what: "worn-too" }] });
    const { persons, tokens } = (await (await station.ask("GET", "/api/station/ahead")).json()) as {
      persons: RosterEntry[];
      tokens: { serial: number }[];
    };
    assert.deepEqual(persons[0]!.serials, [2, 1]);
    assert.deepEqual(tokens.map(({ serial }) => serial).sort(), [1, 2]);
    for (const serial of [1, 2]) {
      const state = (await (await station.ask("GET", `/api/station/tokens/${serial}`)).json()) as {
        wearer?: RosterEntry;
      };
      assert.equal(state.wearer?.id, person);
    }
  });

  it("does a hand-out from without a network whatever the person wears: they wear both", async () => {
    const person = await harness.addPerson(WARD);
    await handOut(1, person);
    harness.clock.now += 1000;
    await bring({ kind: "hand-out", serial: 2, person, handOver: false });
    assert.deepEqual((await roster())[0]!.serials, [2, 1]);
    harness.clock.now += 1000;
    const others = [
      { serial: 1, what: "returned" as const },
      { serial: 2, what: "worn-too" as const },
    ];
    await bring({ kind: "hand-out", serial: 3, person, handOver: false, others });
    assert.deepEqual((await roster())[0]!.serials, [3, 2]);
  });
});
