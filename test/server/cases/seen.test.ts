import assert from "node:assert/strict";
import { toHex } from "../../../protocol/bytes.ts";
import { NINE, REASON, useCaseDesk } from "../../support/case-desk.ts";
import { type Client, FAR, NEIGHBOUR, openHarness } from "../../support/harness.ts";
import { healthOf, helloOf, readToken } from "../../support/read-token.ts";
import { pageOf, record } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

type Answer = Record<string, unknown>;

describeOnDatabases("who is to be seen", () => {
  const given = useCaseDesk();
  const { wears, heard, ask, token, openCase, ofPerson, listOf } = given;
  /** Wears token 2 and is a contact; who wears token 3 is none. */
  const CONTACT = 2;
  const OTHER = 3;
  let nurse: Client;

  beforeEach(async () => {
    for (const [i, serial] of [1, CONTACT, OTHER].entries()) await wears(given.persons[i]!, serial, NINE);
    await heard(1, CONTACT, [NINE + 4, NINE + 5]);
    const of = await openCase(ofPerson(0));
    assert.deepEqual(
      (await listOf(of, "")).contacts.map(({ key }) => key),
      [given.persons[1]],
    );
    nurse = await given.harness.as("station");
  });

  const tokenOf = (client: Client, serial: number) =>
    ask<Answer>(client, "GET", `/api/station/tokens/${serial}`);
  const signedInAt = async (place: string) => {
    const login = `station.${place}`;
    await given.harness.addAccount("station", place, login);
    return given.harness.enter(login);
  };

  it("is told of the own place's wearer in the session that has just read the token, and of nobody else", async () => {
    assert.equal("called" in (await tokenOf(nurse, CONTACT)), false, "before");
    await readToken(nurse, token(CONTACT));
    assert.equal((await tokenOf(nurse, CONTACT)).called, true);
    assert.equal("called" in (await tokenOf(nurse, OTHER)), false, "another one");
    await readToken(nurse, token(OTHER));
    assert.equal((await tokenOf(nurse, OTHER)).called, false);
    const elsewhere = await given.harness.enter("station");
    assert.equal("called" in (await tokenOf(elsewhere, CONTACT)), false, "another session");
    given.harness.clock.now += 10 * 60_000 - 1;
    assert.equal((await tokenOf(nurse, CONTACT)).called, true);
    given.harness.clock.now++;
    assert.equal("called" in (await tokenOf(nurse, CONTACT)), false, "ten minutes later");
  });

  it("stands in nothing that a station holds for work without a network, nor in its roster, searches and exports", async () => {
    const answers = [
      "/api/station/ahead",
      "/api/station/roster",
      "/api/persons?text=",
      `/api/persons/${given.persons[1]}`,
      `/api/persons/${given.persons[1]}/export?reason=request-of-the-person`,
      "/api/tokens/2/wearers",
    ];
    const before = await Promise.all(answers.map((path) => ask<Answer>(nurse, "GET", path)));
    await given.harness.database.query("DELETE FROM desk.contact");
    const after = await Promise.all(answers.map((path) => ask<Answer>(nurse, "GET", path)));
    // Whoever is a contact or not, not a letter of it is another.
    assert.deepEqual(before, after);
  });

  for (const [name, place] of [
    ["the same province", NEIGHBOUR],
    ["another one", FAR],
  ] as const)
    it(`is not told to a station elsewhere in ${name}, with the token in hand or without`, async () => {
      const far = await signedInAt(place);
      const both = async () => [await tokenOf(far, CONTACT), await tokenOf(far, OTHER)];
      for (const answer of await both()) assert.deepEqual(answer, { known: true, elsewhere: true });
      await readToken(far, token(CONTACT));
      await readToken(far, token(OTHER));
      const [contact, other] = await both();
      assert.deepEqual(contact, other);
      assert.deepEqual(Object.keys(contact!).sort(), ["elsewhere", "known", "lastSync"]);
    });

  it("needs the token itself: no old report, none from another session, no page that was kept, no number alone", async () => {
    const now = () => Math.floor(given.harness.clock.now / 1000);
    const health = (client: Client, body: object) =>
      ask(client, "POST", `/api/tokens/${CONTACT}/health`, body);
    const untold = async (client: Client, why: string) =>
      assert.equal("called" in (await tokenOf(client, CONTACT)), false, why);
    const time = (client: Client) =>
      ask(client, "POST", `/api/tokens/${CONTACT}/time`, { nonce: "0102030405060708" });
    const page = pageOf(token(CONTACT), 0, NINE)
      .records(NINE, [record(token(1), NINE)])
      .build();
    await ask(
      ...([nurse, "PUT", `/api/tokens/2/pages/0?length=${page.length}&mac=${toHex(page.mac)}`] as const),
      page.bytes,
    );
    await untold(nurse, "a page");
    await health(nurse, healthOf(token(CONTACT), now()));
    await untold(nurse, "a report whose time this session was not given");
    await time(nurse);
    await health(nurse, healthOf(token(CONTACT), now()));
    await untold(nurse, "a time without a HELLO");
    await ask(nurse, "POST", "/api/tickets", helloOf(token(CONTACT)), 201);
    await time(nurse);
    await health(nurse, healthOf(token(CONTACT), now() - 60));
    await untold(nurse, "a report of a minute ago");
    const elsewhere = await given.harness.enter("station");
    const overheard = await readToken(elsewhere, token(CONTACT));
    given.harness.clock.now += 5000;
    const thief = await given.harness.enter("station");
    await ask(thief, "POST", "/api/tickets", helloOf(token(CONTACT)), 201);
    await time(thief);
    await health(thief, overheard);
    await untold(thief, "what another session was told");
    assert.equal((await tokenOf(elsewhere, CONTACT)).called, true);
  });

  it("is nothing that an organisation, a guard or an administrator could ask for", async () => {
    await readToken(nurse, token(CONTACT));
    for (const role of ["manager", "guard", "unit-administrator", "province-administrator"] as const) {
      const client = await given.harness.as(role);
      assert.equal((await client.ask("GET", `/api/station/tokens/${CONTACT}`)).status, 403, role);
    }
  });

  it("whether tokens of others are worn cannot be counted: so many numbers in a minute, and no more", async () => {
    const harness = await openHarness({ limits: { perAddress: 10_000, signIns: 100, names: 60 } });
    const client = await harness.as("station");
    const answers = [];
    for (let serial = 1; serial <= 61; serial++)
      answers.push((await client.ask("GET", `/api/station/tokens/${serial}`)).status);
    assert.deepEqual([answers.slice(0, 60).every((status) => status === 200), answers[60]], [true, 429]);
  });

  it("tells a station of elsewhere nothing of a wearer: not when they were there last, nor by what name", async () => {
    await readToken(nurse, token(CONTACT));
    assert.ok((await tokenOf(nurse, CONTACT)).lastSync);
    const far = await signedInAt(FAR);
    assert.deepEqual(await tokenOf(far, CONTACT), { known: true, elsewhere: true });
    assert.equal(
      (await far.ask("GET", `/api/cases/${CONTACT}/contacts?${REASON}`)).status,
      403,
      "cases are nothing for stations",
    );
  });
});
