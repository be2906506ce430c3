/** Two records of one person become one at a station, for as long as they can be taken apart, and everywhere it matters. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Merged, PersonMerges } from "../../../host-tools/contract/merges.ts";
import type { OnePerson, Person, PersonCopy, PersonWithdrawn } from "../../../host-tools/contract/persons.ts";
import type { RosterEntry } from "../../../host-tools/contract/roster.ts";
import { APART_DAYS } from "../../../host-tools/contract/vocabulary.ts";
import { calledWearers } from "../../../host-tools/server/cases/called.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { eraseAgain } from "../../../host-tools/server/upkeep/erasure-list.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { NINE, useCaseDesk } from "../../support/case-desk.ts";
import { consentOf } from "../../support/consent.ts";
import { type Client, FAR, START } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("two records of one person", () => {
  const given = useCaseDesk();
  const { ask, wears, heard, openCase, ofPerson, listOf } = given;
  let nurse: Client;
  let kept: string;
  let gone: string;

  beforeEach(async () => {
    nurse = await given.harness.as("station");
    [, kept, gone] = given.persons as [string, string, string];
  });

  const detailsOf = async (id: string): Promise<Omit<Person, "id">> => {
    const { person } = await ask<OnePerson>(nurse, "GET", `/api/persons/${id}`);
    const { id: _, ...details } = person;
    return details;
  };
  const bodyOf = async (person: string, other: string, take: readonly string[] = []) => ({
    other,
    take,
    seen: { person: await detailsOf(person), other: await detailsOf(other) },
  });
  const merge = async (person = kept, other = gone, take: readonly string[] = []) =>
    ask<Merged>(nurse, "POST", `/api/persons/${person}/merges`, await bodyOf(person, other, take), 201);
  const mergesOf = async (person = kept) =>
    (await ask<PersonMerges>(nurse, "GET", `/api/persons/${person}/merges`)).merges;
  const apart = (person = kept, other = gone) =>
    ask(nurse, "DELETE", `/api/persons/${person}/merges/${other}`);
  const roster = async () =>
    (await ask<{ persons: RosterEntry[] }>(nurse, "GET", "/api/station/roster")).persons;
  const commit = (...changes: Parameters<typeof given.harness.office.commit>[1] & object) =>
    given.harness.office.commit({ actor: "server", action: "test", outcome: "done" }, changes);

  it("become one: details as they were chosen, tokens and answers of both, one line in every list, and are two again", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(kept, 2, NINE);
    await wears(gone, 3, NINE);
    await heard(1, 2, [NINE]);
    await heard(1, 3, [NINE + 1]);
    const of = await openCase(ofPerson(0));
    const before = (await listOf(of)).contacts.map(({ key }) => key).sort();
    assert.deepEqual(before, [kept, gone].sort());
    const two = [await detailsOf(kept), await detailsOf(gone)] as const;
    const note = { id: randomUUID(), seen: null, state: "called", note: "gọi lại chiều" };
    await ask(given.investigator, "PUT", `/api/cases/${of.id}/contacts/${gone}`, note);

    const { until, narrowed } = await merge(kept, gone, ["name"]);
    assert.deepEqual(
      [until, narrowed],
      [new Date(given.harness.clock.now + APART_DAYS * 86_400_000).toISOString(), []],
    );
    assert.equal((await detailsOf(kept)).name, two[1].name);
    assert.deepEqual((await roster()).find(({ id }) => id === kept)?.serials?.toSorted(), [2, 3]);
    assert.ok(!(await roster()).some(({ id }) => id === gone));
    const list = await listOf(of);
    assert.deepEqual(
      list.contacts.map(({ key, tokens, state, note }) => [
        key,
        tokens.map(({ serial }) => serial).sort(),
        state,
        note,
      ]),
      [[kept, [2, 3], "called", "gọi lại chiều"]],
    );
    assert.deepEqual(list.changes.removed, [], "nobody went");
    const copy = await ask<PersonCopy>(
      nurse,
      "GET",
      `/api/persons/${kept}/export?reason=request-of-the-person`,
    );
    assert.deepEqual([copy.tokens.length, copy.consents.length, copy.merged[0]?.name], [2, 2, two[1].name]);
    // Whoever still has the other id is led to the same person.
    assert.deepEqual(await detailsOf(gone), await detailsOf(kept));
    const again = { id: randomUUID(), seen: null, state: "tested" };
    assert.equal(
      (
        await ask<{ isSaved: boolean }>(given.investigator, "PUT", `/api/cases/${of.id}/contacts/${gone}`, {
          ...again,
          note: "khác",
        })
      ).isSaved,
      false,
      "a colleague's word is not written over",
    );

    assert.deepEqual(await mergesOf(), [
      {
        person: gone,
        name: two[1].name,
        birth: "1948",
        at: new Date(given.harness.clock.now).toISOString(),
        until,
      },
    ]);
    await apart();
    assert.deepEqual([await detailsOf(kept), await detailsOf(gone)], two);
    const after = (await listOf(of)).contacts;
    assert.deepEqual(after.map(({ key }) => key).sort(), before);
    assert.deepEqual(after.map(({ key, state, note }) => [key === gone, state, note]).sort(), [
      [false, "to-call", undefined],
      [true, "called", "gọi lại chiều"],
    ]);
    assert.deepEqual(await mergesOf(), []);
  });

  it("are called once: a notice at the token of either", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(kept, 2, NINE);
    await wears(gone, 3, NINE);
    await heard(1, 2, [NINE, NINE + 1]);
    await listOf(await openCase(ofPerson(0)));
    assert.deepEqual([...(await calledOf())].sort(), [2]);
    await merge();
    assert.deepEqual([...(await calledOf())].sort(), [2, 3]);
  });
  const calledOf = async () => {
    return calledWearers(given.harness.office.queries, [1, 2, 3], given.harness.clock.now);
  };

  it("agree to what both agreed to: a no of either holds until they are asked again, and goes with the end of it", async () => {
    const answer = (
      person: string,
      purpose: "register" | "call-by-token",
      what: "given" | "refused",
      at: number,
    ) =>
      ({
        kind: "consent",
        person,
        consent: consentOf("nurse", START + at, { purpose, answer: what, version: "2026-2" }),
      }) as const;
    await commit(
      answer(kept, "register", "given", 2000),
      answer(gone, "register", "refused", 1000),
      answer(kept, "call-by-token", "given", 1000),
    );
    given.harness.clock.now += 60_000;
    assert.deepEqual((await merge()).narrowed, ["register"]);
    const agreed = async () => (await roster()).find(({ id }) => id === kept)?.given;
    assert.deepEqual(await agreed(), ["call-by-token"]);
    given.harness.clock.now += 1000;
    await ask(
      nurse,
      "POST",
      `/api/persons/${kept}/consents`,
      {
        purpose: "register",
        agreed: true,
        version: "2026-2",
        language: "vi",
        channel: "station",
        givenBy: "self",
      },
      201,
    );
    assert.deepEqual(await agreed(), ["register", "call-by-token"]);
    await apart();
    assert.deepEqual(await agreed(), ["register", "call-by-token"]);
    assert.deepEqual((await roster()).find(({ id }) => id === gone)?.given, []);
  });

  it("is for whoever may change both: nobody of elsewhere is taken in, nor a place that has not agreed", async () => {
    const far = await given.harness.addPerson(FAR);
    const seen = {
      person: await detailsOf(kept),
      other: { name: "Nguyễn Thị Đào", birth: "1948", unit: FAR },
    };
    const path = `/api/persons/${kept}/merges`;
    assert.deepEqual(await given.reasonOf(nurse, "POST", path, { other: far, take: [], seen }), [
      404,
      "not-found",
    ]);
    assert.deepEqual(await given.reasonOf(nurse, "POST", path, { other: kept, take: [], seen }), [
      422,
      "input",
    ]);
    const both = await bodyOf(kept, gone);
    const manager = await given.harness.as("manager");
    assert.deepEqual(await given.reasonOf(manager, "POST", path, both), [403, "forbidden"]);
    await commit({
      kind: "person",
      person: gone,
      details: {
        id: gone,
        name: "Lê Thị Bưởi",
        birth: "1948",
        unit: "10525-2025",
        organisation: "far-school",
      },
    });
    assert.deepEqual(await given.reasonOf(nurse, "POST", path, await bodyOf(kept, gone, ["organisation"])), [
      422,
      "input",
    ]);
    // What somebody decided by is not there any more.
    assert.deepEqual(await given.reasonOf(nurse, "POST", path, both), [409, "meanwhile"]);
    const rows = await given.harness.database.query("SELECT id FROM people.merged");
    assert.deepEqual(rows, []);
  });

  it("stand in the audit log, both of them, with what was taken from the other", async () => {
    await merge(kept, gone, ["hamlet", "name"]);
    await apart();
    const rows = await given.harness.database.query<{ subject: string; fields: string | null }>(
      "SELECT subject, fields FROM audit.entry WHERE action = 'person.merge' ORDER BY number",
    );
    assert.deepEqual(
      rows.map(({ subject, fields }) => [subject, fields ?? ""]),
      [
        [gone, ""],
        [kept, "hamlet,name"],
        [gone, ""],
        [kept, ""],
      ],
    );
  });

  it("take a form that was filled in for the other one without a network", async () => {
    const { formKey } = await ask<{ formKey: FormKey }>(nurse, "GET", "/api/station/ahead");
    const form = await sealForm(
      {
        id: randomUUID(),
        at: given.harness.clock.now,
        kind: "hand-out",
        serial: 4,
        person: gone,
        handOver: false,
      },
      formKey,
    );
    await merge();
    await ask(nurse, "POST", "/api/station/forms", form);
    assert.deepEqual((await roster()).find(({ id }) => id === kept)?.serials, [4]);
  });

  it("cannot be taken apart later: nothing tells any more whose what was, and the other id still leads to them", async () => {
    await wears(gone, 3, NINE);
    await merge();
    given.harness.clock.now += APART_DAYS * 86_400_000;
    nurse = await given.harness.enter("station");
    assert.deepEqual(await mergesOf(), []);
    assert.deepEqual(await given.reasonOf(nurse, "DELETE", `/api/persons/${kept}/merges/${gone}`), [
      404,
      "not-found",
    ]);
    given.harness.clock.now += 1000;
    await given.harness.server.admin.applyRetention();
    const rows = await given.harness.database.query<object>(
      `SELECT details::text, changed::text, narrowed::text, waiting::text FROM people.merged
       UNION ALL SELECT NULL, NULL, NULL, origin FROM people.assignment WHERE origin <> ''
       UNION ALL SELECT NULL, NULL, NULL, origin FROM people.consent WHERE origin <> ''`,
    );
    assert.deepEqual(rows, [{ details: null, changed: null, narrowed: null, waiting: null }]);
    assert.deepEqual(await detailsOf(gone), await detailsOf(kept));
  });

  it("go together: who withdraws leaves nothing of either, whichever id they are known by", async () => {
    await wears(kept, 2, NINE);
    await wears(gone, 3, NINE);
    await merge();
    const { tokens } = await ask<PersonWithdrawn>(nurse, "DELETE", `/api/persons/${gone}`);
    assert.deepEqual([...tokens].sort(), [2, 3]);
    const rows = await given.harness.database.query<{ person: string }>(
      `SELECT person FROM people.erasure UNION ALL SELECT id FROM people.merged
       UNION ALL SELECT id FROM people.person WHERE id IN ($1, $2)`,
      [kept, gone],
    );
    assert.deepEqual(rows.map(({ person }) => person).sort(), [kept, gone].sort());
  });

  it("are told apart when a backup is restored: who was taken apart and not erased stays", async () => {
    await wears(gone, 3, NINE);
    await merge();
    const parts = partsOf(given.harness.server);
    // The backup is of now; afterwards they were taken apart, and the one who stayed withdrew.
    const at = new Date(given.harness.clock.now).toISOString();
    await eraseAgain(parts, { at, tokens: [], persons: [{ person: kept, at }] });
    const rows = await given.harness.database.query<{ id: string; serial: number }>(
      "SELECT id, serial::float8 AS serial FROM people.person JOIN people.assignment ON person = id WHERE id IN ($1, $2)",
      [kept, gone],
    );
    assert.deepEqual(rows, [{ id: gone, serial: 3 }]);
  });
});
