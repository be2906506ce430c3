/** Nobody is found, named or called who did not give contacts: not as a contact, not as a case, not by a token's number. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Consent } from "../../../host-tools/server/people/consents.ts";
import { NINE, REASON, useCaseDesk } from "../../support/case-desk.ts";
import { consentOf } from "../../support/consent.ts";
import { readToken } from "../../support/read-token.ts";
import { drawn } from "../../support/seed.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

/** What each of four persons last said of contacts; "none": nothing, as in data from before. */
const WORDS = ["given", "refused", "withdrawn", "none"] as const;
type Word = (typeof WORDS)[number];

describeOnDatabases("a person who did not give contacts", () => {
  const given = useCaseDesk();

  async function says(person: string, word: Word, change: Partial<Consent> = {}): Promise<void> {
    const { office, database, clock } = given.harness;
    if (word === "none") await database.query("DELETE FROM people.consent WHERE person = $1", [person]);
    else
      await office.commit({ actor: "server", action: "test", outcome: "done" }, [
        {
          kind: "consent",
          person,
          consent: consentOf("nurse", clock.now + 1, { answer: word, ...change }),
        },
      ]);
    clock.now += 1000;
  }

  it("stands in no list, neither by name nor by token, while everybody else does", async function () {
    this.timeout(120_000);
    for (const [n, person] of given.persons.entries()) await given.wears(person, n + 1, NINE - 8);
    // Two heard the case themselves; of the third only the case's own log tells.
    await given.heard(2, 1, [NINE, NINE + 1]);
    await given.heard(3, 1, [NINE, NINE + 1]);
    await given.heard(1, 4, [NINE, NINE + 1]);
    await given.heard(1, 5, [NINE + 2, NINE + 3]);
    const of = await given.openCase(given.ofPerson(0));
    const three = fc.tuple(...[1, 2, 3].map(() => fc.constantFrom<Word>(...WORDS)));
    for (const words of drawn(three, 6)) {
      for (const [n, word] of words.entries()) {
        await says(given.persons[n + 1]!, "given");
        await says(given.persons[n + 1]!, word);
      }
      const list = await given.listOf(of);
      const keys = list.contacts.map(({ key }) => key).sort();
      const expected = given.persons.filter((_, n) => n > 0 && words[n - 1] === "given");
      assert.deepEqual(keys, [...expected, "token-5"].sort(), words.join());
      const text = JSON.stringify(list);
      for (const [n, word] of words.entries())
        if (word !== "given")
          for (const trace of [given.persons[n + 1]!, `"serial":${n + 2}`])
            assert.ok(!text.includes(trace), `${word}: ${trace}`);
    }
  });

  it("goes from a list that was made before, is not called at the station, and is no case", async () => {
    const [infected, near] = given.persons as [string, string];
    await given.wears(infected, 1, NINE - 8);
    await given.wears(near, 2, NINE - 8);
    await given.heard(2, 1, [NINE, NINE + 1]);
    const of = await given.openCase(given.ofPerson(0));
    assert.deepEqual(
      (await given.listOf(of)).contacts.map(({ key }) => key),
      [near],
    );
    const nurse = await given.harness.as("station");
    await readToken(nurse, given.token(2));
    const called = async () =>
      (await given.ask<{ called?: boolean }>(nurse, "GET", "/api/station/tokens/2")).called;
    assert.equal(await called(), true);
    await says(near, "withdrawn");
    assert.equal(await called(), false);
    const list = await given.listOf(of);
    assert.deepEqual([list.contacts, list.dropped], [[], []]);
    const change = { id: crypto.randomUUID(), seen: null, state: "called" };
    const path = `/api/cases/${of.id}/contacts/${near}`;
    assert.deepEqual((await given.reasonOf(given.investigator, "PUT", path, change))[0], 404);
    assert.deepEqual((await given.reasonOf(given.investigator, "GET", `${path}/contacts?${REASON}`))[0], 404);
    const asCase = await given.openCase({ kind: "person", person: near }, { reference: "HD/2026-18" });
    assert.deepEqual((await given.listOf(asCase)).contacts, []);
    const keys = `/api/cases/${asCase.id}/publication?${REASON}`;
    assert.equal((await given.reasonOf(given.investigator, "GET", keys))[1], "no-tokens");
    const byToken = await given.openCase({ kind: "token", serial: 2 }, { reference: "HD/2026-19" });
    assert.deepEqual((await given.listOf(byToken)).contacts, []);
  });
});
