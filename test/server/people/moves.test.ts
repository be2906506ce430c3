import assert from "node:assert/strict";
import { findPerson } from "../../../host-tools/server/people/person-store.ts";
import { becoming } from "../../support/change.ts";
import {
  type Client,
  DAY,
  FACTORY,
  FAR,
  FAR_SCHOOL,
  type Harness,
  NEIGHBOUR,
  openHarness,
  WARD,
} from "../../support/harness.ts";
import { readToken } from "../../support/read-token.ts";
import { enrolTokens, type TestToken } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const DETAILS = { name: "Nguyễn Thị Đào", birth: "1948" };
const CONSENT = { agreed: true, version: "2026-1", language: "vi", channel: "station", givenBy: "self" };

interface Shown {
  readonly id: string;
  readonly what: string;
  readonly name: string;
  readonly from?: string;
}

describeOnDatabases("where people belong", () => {
  let harness: Harness;
  let tokens: TestToken[];
  let station: Client;
  let manager: Client;

  beforeEach(async function () {
    this.timeout(60_000);
    harness = await openHarness();
    tokens = await enrolTokens(harness.server, 3, DAY - 1);
    station = await harness.as("station");
    manager = await harness.as("manager");
  });

  const at = async (role: "station" | "manager", place: string) => {
    const login = `x.${role}.${place}`;
    await harness.addAccount(role, place, login);
    return harness.enter(login);
  };
  const answerOf = async (client: Client, method: string, path: string, body?: unknown) => {
    const answer = await client.ask(method, path, body);
    const read = (await answer.json()) as { waiting?: string[]; error?: { reason: string; field: string } };
    return [answer.status, read.waiting ?? read.error?.reason, read.error?.field].filter(
      (one) => one !== undefined,
    );
  };
  const change = async (client: Client, person: string, places: object) => {
    const seen = (await findPerson(harness.office.queries, person))!;
    return answerOf(client, "PUT", `/api/persons/${person}`, becoming(seen, { ...DETAILS, ...places }));
  };
  const placesOf = async (person: string) => {
    const { unit, organisation } = (await findPerson(harness.office.queries, person))!;
    return [unit, organisation];
  };
  const movesOf = async (client: Client) =>
    ((await (await client.ask("GET", "/api/moves")).json()) as { moves: Shown[] }).moves;
  const decide = (client: Client, move: string, accepted: boolean) =>
    answerOf(client, "POST", `/api/moves/${move}/acceptance`, { accepted });

  it("nobody is moved to a unit that has not taken them in, and stays in sight where they are meanwhile", async () => {
    const person = await harness.addPerson(WARD, FACTORY);
    const far = await at("station", FAR);
    assert.deepEqual(await change(station, person, { unit: FAR, organisation: FACTORY, hamlet: "Khu 4" }), [
      200,
      ["unit"],
    ]);
    assert.deepEqual(await placesOf(person), [WARD, FACTORY]);
    assert.equal((await findPerson(harness.office.queries, person))!.hamlet, "Khu 4");
    assert.equal((await station.ask("GET", `/api/persons/${person}`)).status, 200);
    assert.equal((await far.ask("GET", `/api/persons/${person}`)).status, 404);
    const [move, ...more] = await movesOf(far);
    assert.deepEqual(
      [move!.what, move!.name, move!.from, more],
      ["unit", DETAILS.name, "Phường Hải Dương", []],
    );
    // Who gives away does not take in.
    assert.deepEqual(await movesOf(station), []);
    assert.deepEqual(await decide(station, move!.id, true), [404, "not-found", "path"]);
    assert.deepEqual(await decide(far, move!.id, true), [200]);
    assert.deepEqual(await placesOf(person), [FAR, FACTORY]);
    assert.deepEqual(await decide(far, move!.id, true), [404, "not-found", "path"]);
  });

  it("nobody is put under the eyes of an organisation that has not taken them in", async () => {
    const person = await harness.addPerson(WARD);
    assert.deepEqual(await change(station, person, { unit: WARD, organisation: FAR_SCHOOL }), [
      200,
      ["organisation"],
    ]);
    const school = await at("manager", FAR_SCHOOL);
    assert.equal((await school.ask("GET", `/api/persons/${person}`)).status, 404);
    const [move] = await movesOf(school);
    assert.deepEqual(await decide(school, move!.id, false), [200]);
    assert.deepEqual([await placesOf(person), await movesOf(school)], [[WARD, undefined], []]);
    assert.equal((await school.ask("GET", `/api/persons/${person}`)).status, 404);
  });

  it("an employer takes nobody out of the sight of their health station", async () => {
    const person = await harness.addPerson(WARD, FACTORY);
    const places = { unit: NEIGHBOUR, organisation: FACTORY };
    assert.deepEqual(await change(manager, person, places), [200, ["unit"]]);
    assert.deepEqual(await placesOf(person), [WARD, FACTORY]);
    // Asked for again it is asked once; what is put back within reach is asked no more.
    assert.deepEqual(await change(station, person, { ...places, organisation: FAR_SCHOOL }), [
      200,
      ["unit", "organisation"],
    ]);
    const neighbour = await at("station", NEIGHBOUR);
    assert.equal((await movesOf(neighbour)).length, 1);
    assert.equal((await movesOf(await at("manager", FAR_SCHOOL))).length, 1);
  });

  it("within the own reach it is done at once, and giving up a place needs nobody", async () => {
    const person = await harness.addPerson(WARD);
    assert.deepEqual(await change(station, person, { unit: WARD, organisation: FACTORY }), [200, []]);
    assert.deepEqual(await placesOf(person), [WARD, FACTORY]);
    assert.deepEqual(await change(manager, person, { unit: WARD }), [200, []]);
    assert.deepEqual(await placesOf(person), [WARD, undefined]);
  });

  it("nobody of another province is added, by neither of the two places", async () => {
    const add = (client: Client, places: object) =>
      answerOf(client, "POST", "/api/persons", { person: { ...DETAILS, ...places }, consent: CONSENT });
    assert.deepEqual(await add(manager, { unit: FAR, organisation: FACTORY }), [
      409,
      "other-province",
      "unit",
    ]);
    assert.deepEqual(await add(station, { unit: WARD, organisation: FAR_SCHOOL }), [
      409,
      "other-province",
      "organisation",
    ]);
    // A worker who lives in the next ward.
    assert.deepEqual(await add(manager, { unit: NEIGHBOUR, organisation: FACTORY }), [201]);
    const [row] = await harness.database.query<{ count: number }>(
      "SELECT count(*)::int4 AS count FROM people.person",
    );
    assert.equal(row!.count, 1);
  });

  describe("and who withdraws", () => {
    const withdraw = (client: Client, person: string) => answerOf(client, "DELETE", `/api/persons/${person}`);
    const assign = (person: string, serial: number) =>
      harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
        { kind: "assign", person, serial, from: harness.clock.now - 60_000 },
      ]);

    it("an employer only with the person there: their own token just read at a station of theirs", async () => {
      const worker = await harness.addPerson(WARD, FACTORY);
      const other = await harness.addPerson(WARD, FACTORY);
      await assign(worker, 1);
      await assign(other, 2);
      const refused = [409, "not-present", "person"];
      assert.deepEqual(await withdraw(manager, worker), refused);
      await readToken(station, tokens[1]!);
      assert.deepEqual(await withdraw(manager, worker), refused, "the token of somebody else");
      await readToken(await at("station", FAR), tokens[0]!);
      assert.deepEqual(await withdraw(manager, worker), refused, "at a station that is not theirs");
      assert.ok(await findPerson(harness.office.queries, worker), "nothing was deleted");
      await readToken(station, tokens[0]!);
      harness.clock.now += 10 * 60_000;
      const again = await harness.enter("manager");
      assert.deepEqual(await withdraw(again, worker), refused, "ten minutes later");
      await readToken(await harness.enter("station"), tokens[0]!);
      assert.deepEqual(await withdraw(again, worker), [200]);
      assert.equal(await findPerson(harness.office.queries, worker), undefined);
    });

    it("an employer not by a token that was given to them after it was read, nor by saying that it was before", async () => {
      const worker = await harness.addPerson(WARD, FACTORY);
      await readToken(station, tokens[2]!);
      harness.clock.now += 1000;
      const at = new Date(harness.clock.now - 86_400_000).toISOString();
      const give = (more: object) =>
        answerOf(manager, "POST", "/api/tokens/3/wearers", { person: worker, ...more });
      assert.deepEqual(await give({ at }), [422, "input", "at"]);
      assert.deepEqual(await give({}), [201]);
      assert.deepEqual(await withdraw(manager, worker), [409, "not-present", "person"]);
      const end = { person: worker, endedBy: "returned", at };
      assert.deepEqual(await answerOf(manager, "POST", "/api/tokens/3/wearers/end", end), [
        422,
        "input",
        "at",
      ]);
    });

    it("an employer not of somebody who has no token; the health station of everybody of the place, at once", async () => {
      const worker = await harness.addPerson(WARD, FACTORY);
      assert.deepEqual(await withdraw(manager, worker), [409, "not-present", "person"]);
      assert.deepEqual(await withdraw(station, worker), [200]);
    });
  });
});
