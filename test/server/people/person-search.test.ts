/** What people type to find somebody: the same words with and without a network, and no cut that is not told. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { isSought, soughtIn } from "../../../host-tools/contract/person-search.ts";
import type { FoundPersons, Person } from "../../../host-tools/contract/persons.ts";
import { searchPersons } from "../../../host-tools/server/people/person-store.ts";
import { type Harness, openHarness, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HUNGS = 25;

describeOnDatabases("the search for a person", () => {
  let harness: Harness;
  before(async function () {
    this.timeout(60_000);
    harness = await openHarness();
    for (let i = 0; i < HUNGS; i++)
      await harness.addPerson(WARD, undefined, {
        name: "Nguyễn Văn Hùng",
        birth: i % 2 === 0 ? String(1940 + i) : `${1940 + i}-03-24`,
        hamlet: `Thôn ${i}`,
        group: i % 5 === 0 ? "Xưởng may" : "Tổ điện",
        phone: `+849120000${String(i).padStart(2, "0")}`,
        idNumber: String(30_060_000_000 + i).padStart(12, "0"),
      });
    await harness.addPerson(WARD, undefined, { name: "Trần Thị Thôn", birth: "1964" });
  });

  const asked = async (query: Record<string, string>): Promise<FoundPersons> => {
    const client = await harness.as("investigator");
    const answer = await client.ask("GET", `/api/persons?${new URLSearchParams(query)}`);
    assert.equal(answer.status, 200);
    return (await answer.json()) as FoundPersons;
  };
  const born = async (text: string) => (await asked({ text })).persons.map(({ birth }) => birth.slice(0, 4));

  it("says how many there are where it shows fewer, and gives the rest", async () => {
    const first = await asked({ text: "nguyễn văn hùng", limit: "20" });
    assert.deepEqual([first.persons.length, first.total], [20, HUNGS]);
    const rest = await asked({ text: "nguyễn văn hùng", limit: "20", skip: "20" });
    assert.deepEqual([rest.persons.length, rest.total], [5, HUNGS]);
    const ids = new Set([...first.persons, ...rest.persons].map(({ id }) => id));
    assert.equal(ids.size, HUNGS);
  });

  it("takes years of birth, hamlets, groups, phones and ID numbers as words", async () => {
    assert.deepEqual(await born("hung 1964"), ["1964"]);
    assert.deepEqual(await born("hùng thôn 24"), ["1964"]);
    assert.deepEqual(await born("1963 HÙNG"), ["1963"]);
    assert.deepEqual(await born("hùng xưởng"), ["1940", "1945", "1950", "1955", "1960"]);
    assert.deepEqual(await born("030060000007"), ["1947"]);
    assert.deepEqual(await born("030 060 000 007"), ["1947"]);
    assert.deepEqual(await born("hùng 030060000007"), ["1947"]);
    assert.deepEqual(await born("hùng 0912000008"), ["1948"]);
    assert.deepEqual(await born("0912 000 008"), ["1948"]);
    // Not somebody else's year, a part of an ID number, nor a day of birth.
    assert.deepEqual(await born("hùng 1999"), []);
    assert.deepEqual(await born("03006000000"), []);
    assert.deepEqual(await born("hùng 03"), []);
  });

  it("finds with a network whom it finds without one", async function () {
    this.timeout(60_000);
    const { persons: everybody } = await searchPersons(harness.database, {
      text: "",
      places: undefined,
      limit: 200,
    });
    const part = fc.constantFrom(
      "hùng",
      "HUNG",
      "thôn",
      "2",
      "24",
      "1964",
      "19",
      "điện",
      "dien",
      "may",
      "0912000008",
    );
    const text = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const found = await searchPersons(harness.database, { text: typed, places: undefined, limit: 200 });
        const held = everybody.filter((person: Person) => isSought(soughtIn(typed), person));
        assert.deepEqual(
          found.persons.map(({ id }) => id),
          held.map(({ id }) => id),
          typed,
        );
        assert.equal(found.total, held.length);
      }),
      { numRuns: 60 },
    );
  });
});
