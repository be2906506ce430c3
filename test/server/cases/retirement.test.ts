import assert from "node:assert/strict";
import { HOUR, NINE, REASON, useCaseDesk, type View } from "../../support/case-desk.ts";
import { type Client, DAY, FACTORY, FAR, FAR_SCHOOL, NEIGHBOUR, WARD } from "../../support/harness.ts";
import { healthOf, readToken } from "../../support/read-token.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("tokens out of use", () => {
  const given = useCaseDesk();
  const { wears, heard, ask, reasonOf, token, openCase, ofPerson } = given;
  let nurse: Client;

  beforeEach(async () => {
    nurse = await given.harness.as("station");
  });

  /** So much later, with everybody still at work. */
  async function pass(ms: number): Promise<void> {
    given.harness.clock.now += ms;
    await given.harness.database.query(
      "UPDATE office.session SET seen_at = seen_at + make_interval(secs => $1), opened_at = opened_at + make_interval(secs => $1)",
      [ms / 1000],
    );
  }
  const another = async (role: Parameters<typeof given.harness.addAccount>[0], place: string) => {
    const login = `x.${role}.${place}`;
    await given.harness.addAccount(role, place, login);
    return given.harness.enter(login);
  };
  const path = (serial: number) => `/api/tokens/${serial}/retirement`;
  const retire = async (client: Client, serial: number) =>
    (await ask<{ state: string }>(client, "POST", path(serial), { how: "retired" })).state;
  const retireReason = (client: Client, serial: number) =>
    reasonOf(client, "POST", path(serial), { how: "retired" });
  const handOut = (client: Client, serial: number, person: string) =>
    reasonOf(client, "POST", `/api/tokens/${serial}/wearers`, { person });

  it("only the own place's, whatever the role; nobody's by its number alone", async () => {
    await wears(given.persons[0]!, 1, NINE, NINE + 1);
    await given.harness.office.commit({ actor: "server", action: "custody.change", outcome: "done" }, [
      { kind: "keep", serial: 2, organisation: FACTORY, from: 0 },
    ]);
    const strangers = [await another("station", FAR), await another("station", NEIGHBOUR)];
    strangers.push(await another("investigator", FAR), await another("unit-administrator", FAR));
    for (const stranger of strangers)
      for (let serial = 1; serial <= 8; serial++)
        assert.deepEqual(await retireReason(stranger, serial), [404, "not-found"], `token ${serial}`);
    // Nor with the token in hand, where it belongs to somebody else.
    await readToken(strangers[0]!, token(1));
    assert.deepEqual(await retireReason(strangers[0]!, 1), [404, "not-found"]);
    // Token 3 was never anybody's: it belongs where it is.
    assert.deepEqual(await retireReason(nurse, 3), [404, "not-found"]);
    await readToken(nurse, token(3));
    assert.equal(await retire(nurse, 3), "retired");
    // The own place goes on handing out all the others.
    for (const [serial, i] of [
      [1, 1],
      [4, 2],
    ] as const)
      assert.equal((await handOut(nurse, serial, given.persons[i]!))[0], 201);
  });

  it("at once with the token just read at a station of the place, else when a second person says the same", async () => {
    for (const [i, serial] of [1, 2, 3].entries()) await wears(given.persons[i]!, serial, NINE, NINE + 1);
    await readToken(nurse, token(1));
    // The investigator of the same ward: what counts is where the token is.
    assert.equal(await retire(given.investigator, 1), "retired");
    for (const again of [1, 2]) assert.equal(await retire(nurse, 2), "asked", String(again));
    assert.equal((await handOut(nurse, 2, given.persons[3]!))[0], 201, "it is not retired yet");
    await ask(nurse, "POST", "/api/tokens/2/wearers/end", { person: given.persons[3], endedBy: "lost" });
    assert.equal(await retire(await given.harness.as("unit-administrator"), 2), "retired");
    assert.deepEqual(await handOut(nurse, 2, given.persons[3]!), [409, "retired"]);
    // Who says so two weeks later is the first one again.
    assert.equal(await retire(nurse, 3), "asked");
    await pass(14 * 24 * HOUR);
    const later = await another("station", WARD);
    assert.equal(await retire(later, 3), "asked");
    assert.equal(await retire(await given.harness.enter("station"), 3), "retired");
  });

  it("not while somebody wears it", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await readToken(nurse, token(1));
    assert.deepEqual(await retireReason(nurse, 1), [409, "worn"]);
  });

  it("the province undoes a mistake, unless keys were published on its strength; it is in the audit log", async () => {
    const province = given.second;
    await wears(given.persons[0]!, 1, NINE - 96, NINE);
    await readToken(nurse, token(1));
    await retire(nurse, 1);
    for (const client of [nurse, given.investigator, await given.harness.as("unit-administrator")])
      assert.deepEqual(await reasonOf(client, "DELETE", path(1)), [403, "forbidden"]);
    const far = await another("province-administrator", FAR);
    assert.deepEqual(await reasonOf(far, "DELETE", path(1)), [404, "not-found"]);
    await ask(province, "DELETE", path(1));
    assert.deepEqual(await reasonOf(province, "DELETE", path(1)), [404, "not-found"]);
    const [row] = await given.harness.database.query<{ actor: string; subject: string }>(
      "SELECT actor, subject FROM audit.entry WHERE action = 'token.unretire' AND outcome = 'done'",
    );
    assert.deepEqual(row, { actor: given.harness.accounts["province-administrator"], subject: "1" });
    assert.equal((await handOut(nurse, 1, given.persons[1]!))[0], 201);
    await ask(nurse, "POST", "/api/tokens/1/wearers/end", { person: given.persons[1], endedBy: "returned" });
    await wears(given.persons[2]!, 2, NINE - 96, NINE);
    await readToken(nurse, token(2));
    await retire(nurse, 2);
    const of = await openCase(ofPerson(2));
    await ask(given.investigator, "GET", `/api/cases/${of.id}/publication?${REASON}`);
    assert.deepEqual(await reasonOf(province, "DELETE", path(2)), [409, "published"]);
  });

  describe("and day keys", () => {
    const publish = ({ id }: View) =>
      reasonOf(given.investigator, "GET", `/api/cases/${id}/publication?${REASON}`);
    let of: View;

    beforeEach(async () => {
      await wears(given.persons[0]!, 1, NINE - 96, NINE);
      await readToken(nurse, token(1));
      await retire(nurse, 1);
      of = await openCase(ofPerson(0));
    });

    it("none of a token that spoke with a station after it was noted as retired, wherever", async () => {
      await pass(3 * HOUR);
      await readToken(await another("station", FAR), token(1));
      assert.deepEqual(await publish(of), [409, "still-used"]);
      // Undone and taken back once more it is out of use.
      await ask(given.second, "DELETE", path(1));
      await readToken(nurse, token(1));
      await retire(nurse, 1);
      assert.equal((await publish(of))[0], 200);
    });

    it("none of a token that others heard afterwards; what was heard before it, or was sent again, is no sign", async () => {
      const at = NINE + 4;
      await heard(2, 1, [NINE, at]);
      assert.equal((await publish(of))[0], 200);
      await given.harness.database.query("UPDATE desk.retired_token SET published_at = NULL");
      await pass(12 * HOUR);
      // An ID of the morning in the evening.
      await given.harness.database.query(
        "UPDATE radio.encounter SET epoch = epoch + 40 WHERE recorder = 2 AND epoch = $1",
        [at],
      );
      assert.equal((await publish(of))[0], 200);
      await given.harness.database.query("UPDATE desk.retired_token SET published_at = NULL");
      await heard(3, 1, [at + 16]);
      assert.deepEqual(await publish(of), [409, "still-used"]);
    });

    it("once they are out anybody can send its IDs: that keeps no later publication back", async () => {
      assert.equal((await publish(of))[0], 200);
      await pass(12 * HOUR);
      await heard(3, 1, [NINE + 20]);
      assert.equal((await publish(of))[0], 200);
    });

    it("an old report that is handed in later says nothing of now", async () => {
      await pass(HOUR);
      await ask(nurse, "POST", "/api/tokens/1/health", healthOf(token(1), DAY * 86_400));
      assert.equal((await publish(of))[0], 200);
    });
  });

  describe("and tokens of other places", () => {
    it("are neither taken into custody nor handed out by their number", async () => {
      const pupil = await given.harness.addPerson(FAR, FAR_SCHOOL);
      await wears(pupil, 1, NINE);
      await wears(pupil, 2, NINE, NINE + 1);
      await given.harness.office.commit({ actor: "server", action: "custody.change", outcome: "done" }, [
        { kind: "keep", serial: 3, organisation: FAR_SCHOOL, from: 0 },
      ]);
      const keeps = (serial: number) =>
        reasonOf(nurse, "PUT", `/api/organisations/${FACTORY}/tokens`, { give: [serial] });
      for (const serial of [1, 2, 3]) {
        assert.deepEqual(await keeps(serial), [409, "elsewhere"]);
        assert.equal((await nurse.ask("GET", `/api/tokens/${serial}/wearers`)).status, 404);
        const [status, reason] = await handOut(nurse, serial, given.persons[0]!);
        assert.deepEqual([status, reason], [409, serial === 1 ? "worn" : "elsewhere"]);
      }
      // What is in hand and worn by nobody may be used here; what an organisation keeps it gives back itself.
      for (const serial of [1, 2, 3]) await readToken(nurse, token(serial));
      assert.deepEqual(await handOut(nurse, 3, given.persons[0]!), [409, "elsewhere"]);
      assert.deepEqual(await handOut(nurse, 1, given.persons[0]!), [409, "worn"]);
      assert.equal((await handOut(nurse, 2, given.persons[0]!))[0], 201);
      // Each sees its own wearers of it.
      const { wearers } = await ask<{ wearers: { person: string }[] }>(
        ...([nurse, "GET", "/api/tokens/2/wearers"] as const),
      );
      assert.deepEqual(
        wearers.map(({ person }) => person),
        [given.persons[0]],
      );
      assert.deepEqual(await keeps(4), [200, undefined]);
    });
  });
});
