/** Every purpose is given, refused and withdrawn alone, and nobody is used for one that they did not give. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { CONSENT_TEXTS } from "../../../host-tools/contract/consent-texts.ts";
import type { ConsentHistory } from "../../../host-tools/contract/persons.ts";
import type { RosterEntry } from "../../../host-tools/contract/roster.ts";
import type { HeldAhead } from "../../../host-tools/contract/stations.ts";
import { OPTIONAL_PURPOSES, PURPOSES, type Purpose } from "../../../host-tools/contract/vocabulary.ts";
import {
  answerOf,
  type Consent,
  mayBeUsedFor,
  usableFor,
  whenAnswered,
} from "../../../host-tools/server/people/consents.ts";
import { sealForm } from "../../../host-tools/station/seal-form.ts";
import { consentOf } from "../../support/consent.ts";
import { type Client, FACTORY, type Harness, openHarness, START, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HEARD = { version: "2026-2", language: "vi", channel: "station", givenBy: "self" } as const;
const MINUTE = 60_000;
const purposes = fc.constantFrom(...PURPOSES);

/** What somebody says at some time; `told` minutes ago by a station that had no network. */
const answers = fc.record({
  purpose: purposes,
  agreed: fc.boolean(),
  version: fc.constantFrom(...CONSENT_TEXTS.map(({ version }) => version)),
  /** Minutes since the answer before; the clock may be put back. */
  later: fc.integer({ min: -90, max: 300 }),
  told: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
});

describe("a purpose", () => {
  it("is used only while its own last answer is a yes, through any answers, versions of the text and clocks", () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 30 }), (said) => {
        const kept: Consent[] = [];
        /** Of each purpose the newest word, and when it was refused or withdrawn last. */
        const model = new Map<Purpose, { word: Consent["answer"]; no: number }>();
        let now = START;
        for (const { purpose, agreed, version, later, told } of said) {
          now += later * MINUTE;
          const iso = told === undefined ? undefined : new Date(now - told * MINUTE).toISOString();
          const at = whenAnswered(kept, { purpose, agreed, told: iso }, now);
          const answer = answerOf(kept, purpose, agreed);
          const { word, no } = model.get(purpose) ?? { word: "refused", no: Number.NEGATIVE_INFINITY };
          assert.equal(answer, agreed ? "given" : word === "refused" ? "refused" : "withdrawn");
          kept.push(consentOf("nurse", at, { purpose, answer, version }));
          kept.sort((a, b) => a.at - b.at);
          if (!agreed) model.set(purpose, { word: answer, no: at });
          else if (no < at) model.set(purpose, { word: "given", no });
        }
        const latest = Math.max(now, ...kept.map(({ at }) => at));
        for (const purpose of PURPOSES) {
          const isGiven = model.get(purpose)?.word === "given";
          assert.equal(mayBeUsedFor(kept, purpose, latest), isGiven, purpose);
          assert.ok(!mayBeUsedFor(kept, purpose, START - 700 * 90 * MINUTE), "before it was given");
        }
        const times = kept.map(({ purpose, at }) => `${purpose} ${at}`);
        assert.equal(new Set(times).size, times.length, "no two answers fall together");
      }),
    );
  });

  it("that was never asked was not given, and a no counts whatever time it tells", () => {
    assert.ok(!mayBeUsedFor([], "contacts", START));
    const given = consentOf("nurse", START);
    assert.ok(mayBeUsedFor([given], "contacts", START));
    assert.ok(!mayBeUsedFor([given], "contacts", START - 1));
    for (const purpose of OPTIONAL_PURPOSES) assert.ok(!mayBeUsedFor([given], purpose, START));
    const withdrawn = consentOf("nurse", START + MINUTE, { answer: "withdrawn" });
    assert.ok(!mayBeUsedFor([given, withdrawn], "contacts", START), "the clock was put back since");
    assert.equal(answerOf([given, withdrawn], "contacts", false), "withdrawn");
    assert.equal(answerOf([given], "register", false), "refused");
  });
});

describeOnDatabases("consents", () => {
  let harness: Harness;
  let station: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    station = await harness.as("station");
  });

  const details = { name: "Nguyễn Thị Đào", birth: "1948", unit: WARD };
  const reasonOf = async (answer: Response) => {
    const { error } = (await answer.json()) as { error?: { reason: string; field?: string } };
    return [answer.status, error?.reason, error?.field];
  };
  async function add(optional?: object, change: object = {}, person: object = details): Promise<string> {
    const consent = { agreed: true, ...HEARD, ...(optional ? { optional } : {}), ...change };
    const answer = await station.ask("POST", "/api/persons", { person, consent, another: true });
    assert.equal(answer.status, 201, await answer.clone().text());
    return ((await answer.json()) as { id: string }).id;
  }
  const say = (person: string, body: object) =>
    station.ask("POST", `/api/persons/${person}/consents`, { ...HEARD, ...body });
  async function historyOf(person: string) {
    const answer = await station.ask("GET", `/api/persons/${person}/consents`);
    assert.equal(answer.status, 200);
    return ((await answer.json()) as ConsentHistory).consents;
  }
  const toldOf = async (person: string) =>
    (await historyOf(person)).map(({ purpose, answer }) => `${purpose} ${answer}`).sort();
  const usable = async (person: string) => {
    const { queries, now } = harness.office;
    const used = await Promise.all(
      PURPOSES.map(async (one) => (await usableFor(queries, [person], one, now())).has(person) && one),
    );
    return used.filter(Boolean);
  };

  it("are taken one by one with a new person: what is refused is kept as refused, what is not asked is not there", async () => {
    const person = await add({ register: true, "call-by-token": false });
    assert.deepEqual(await toldOf(person), ["call-by-token refused", "contacts given", "register given"]);
    assert.deepEqual(await usable(person), ["contacts", "register"]);
    const asked = await add();
    assert.deepEqual(await toldOf(asked), ["contacts given"]);
    assert.deepEqual(await usable(asked), ["contacts"]);
    const body = { person: details, consent: { agreed: false, ...HEARD, optional: { register: true } } };
    assert.deepEqual(await reasonOf(await station.ask("POST", "/api/persons", body)), [
      422,
      "input",
      "consent.agreed",
    ]);
    const rows = await harness.database.query<{ taken_by: string }>(
      "SELECT DISTINCT taken_by FROM people.consent",
    );
    assert.deepEqual(rows, [{ taken_by: harness.accounts.station }]);
  });

  it("go no further than the text that was read: the first one spoke of contacts alone", async () => {
    const consent = { agreed: true, ...HEARD, version: "2026-1", optional: { register: true } };
    const answer = await station.ask("POST", "/api/persons", { person: details, consent });
    assert.deepEqual(await reasonOf(answer), [422, "consent", "version"]);
    const person = await add(undefined, { version: "2026-1" });
    const later = { purpose: "register", agreed: true, version: "2026-1" };
    assert.deepEqual(await reasonOf(await say(person, later)), [422, "consent", "version"]);
    assert.deepEqual(await toldOf(person), ["contacts given"]);
  });

  it("leaves the other purposes as they are, whatever is said of one, and never loses an answer", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { maxLength: 8 }), async (said) => {
        const person = await add();
        const given = new Set<Purpose>(["contacts"]);
        let count = 1;
        for (const { purpose, agreed, version } of said) {
          harness.clock.now += 1000;
          const answer = await say(person, { purpose, agreed, version });
          const isAsked = purpose === "contacts" ? agreed : version !== "2026-1";
          assert.equal(answer.status, isAsked ? 201 : 422, await answer.clone().text());
          if (isAsked) count++;
          if (isAsked && agreed) given.add(purpose);
          if (isAsked && !agreed) given.delete(purpose);
          assert.deepEqual(
            await usable(person),
            PURPOSES.filter((one) => given.has(one)),
          );
          assert.equal((await historyOf(person)).length, count);
        }
        const roster = (await (await station.ask("GET", "/api/station/roster")).json()) as {
          persons: RosterEntry[];
        };
        assert.deepEqual(
          roster.persons.find(({ id }) => id === person)?.given,
          OPTIONAL_PURPOSES.filter((one) => given.has(one)),
        );
      }),
      { numRuns: 10 },
    );
  });

  it("say who gave an answer, when, to which text, and who took it down; the person takes all of it along", async () => {
    const person = await add({ register: true });
    harness.clock.now += MINUTE;
    await say(person, { purpose: "register", agreed: false, language: "en", channel: "home-visit" });
    const [, , withdrawn] = await historyOf(person);
    assert.deepEqual(withdrawn, {
      ...HEARD,
      purpose: "register",
      answer: "withdrawn",
      language: "en",
      channel: "home-visit",
      takenBy: harness.accounts.station,
      at: new Date(START + MINUTE).toISOString(),
    });
    const answer = await station.ask("GET", `/api/persons/${person}/export?reason=request-of-the-person`);
    const { consents } = (await answer.json()) as ConsentHistory;
    assert.deepEqual(consents, await historyOf(person));
    const audited = await harness.database.query(
      "SELECT action FROM audit.entry WHERE subject = $1 AND action LIKE 'consent%' ORDER BY number",
      [person],
    );
    assert.deepEqual(audited, [
      { action: "consent.change" },
      { action: "consent.history" },
      { action: "consent.history" },
    ]);
  });

  it("of a child are given by the guardian, and taken back by either", async () => {
    const child = { ...details, birth: "2015", guardian: { name: "Trần Thị Mẹ", relation: "mẹ" } };
    const person = await add({ register: true }, { givenBy: "guardian" }, child);
    const later = { purpose: "call-by-token", agreed: true };
    assert.deepEqual(await reasonOf(await say(person, later)), [422, "consent", "guardian"]);
    assert.equal((await say(person, { ...later, givenBy: "guardian" })).status, 201);
    assert.equal((await say(person, { purpose: "register", agreed: false })).status, 201);
    assert.deepEqual(await usable(person), ["contacts", "call-by-token"]);
    const alone = await add();
    assert.deepEqual(
      await reasonOf(await say(alone, { purpose: "register", agreed: true, givenBy: "guardian" })),
      [422, "consent", "guardian"],
    );
  });

  it("to contacts is what a token is for: without it none is handed out, and it is withdrawn with everything else", async () => {
    await enrolTokens(harness.server, 1, Math.floor(START / 86_400_000) - 1);
    const person = await add({ register: true });
    const alone = await say(person, { purpose: "contacts", agreed: false });
    assert.deepEqual(await reasonOf(alone), [422, "consent", "contacts"]);
    await harness.office.commit({ actor: "server", action: "test", outcome: "done" }, [
      { kind: "consent", person, consent: consentOf("nurse", START + 1, { answer: "withdrawn" }) },
    ]);
    harness.clock.now += MINUTE;
    const handOut = () => station.ask("POST", "/api/tokens/1/wearers", { person });
    assert.deepEqual(await reasonOf(await handOut()), [422, "consent", "contacts"]);
    assert.equal((await say(person, { purpose: "contacts", agreed: true })).status, 201);
    assert.equal((await handOut()).status, 201);
    assert.equal((await station.ask("DELETE", `/api/persons/${person}`)).status, 200);
    assert.deepEqual(await harness.database.query("SELECT FROM people.consent"), []);
  });

  it("come in forms without a network at the time when they were said; forms of before purposes had names still open", async () => {
    const { formKey } = (await (await station.ask("GET", "/api/station/ahead")).json()) as HeldAhead;
    const send = async (form: object) => {
      const sealed = await sealForm({ id: randomUUID(), ...form } as never, formKey);
      const answer = await station.ask("POST", "/api/station/forms", sealed);
      assert.equal(answer.status, 200, await answer.clone().text());
    };
    const [old, person] = [randomUUID(), randomUUID()];
    const kind = "person";
    const before = { ...HEARD, version: "2026-1" };
    await send({ kind, at: START - 60 * MINUTE, person: { id: old, ...details }, consent: before });
    assert.deepEqual(
      (await historyOf(old)).map(({ purpose, answer, at }) => [purpose, answer, Date.parse(at)]),
      [["contacts", "given", START - 60 * MINUTE]],
    );
    const consent = { ...HEARD, optional: { register: false, "call-by-token": true } };
    await send({ kind, at: START - 60 * MINUTE, person: { id: person, ...details }, consent });
    assert.deepEqual(await toldOf(person), ["call-by-token given", "contacts given", "register refused"]);
    const answer = { ...HEARD, purpose: "call-by-token", agreed: true };
    await say(person, { purpose: "call-by-token", agreed: false });
    await send({ kind: "consent", at: START - 30 * MINUTE, person, answer });
    assert.deepEqual(await usable(person), ["contacts"], "a yes from before a no does not undo it");
    await send({
      kind: "consent",
      at: START - 20 * MINUTE,
      person,
      answer: { ...answer, purpose: "register" },
    });
    assert.deepEqual(await usable(person), ["contacts", "register"]);
  });

  it("an employer never learns who refused, nor asks later in the station's stead", async () => {
    const worker = { ...details, organisation: FACTORY };
    const person = await add({ register: false, "call-by-token": true }, {}, worker);
    for (const role of ["manager", "investigator"] as const) {
      const client = await harness.as(role);
      const read = await client.ask("GET", `/api/persons/${person}`);
      assert.ok(!/refused|register|call-by-token/.test(await read.text()), role);
      const path = `/api/persons/${person}/consents`;
      assert.equal((await client.ask("GET", path)).status, 403, role);
      const later = { ...HEARD, purpose: "register", agreed: true };
      assert.equal((await client.ask("POST", path, later)).status, 403, role);
    }
  });
});
