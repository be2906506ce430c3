import assert from "node:assert/strict";
import type { ContactView } from "../../../host-tools/contract/contacts.ts";
import { NINE, useCaseDesk } from "../../support/case-desk.ts";
import { DAY } from "../../support/harness.ts";
import { LOOK } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const EPOCH = NINE + 4;
const PEERS = [3, 4, 5, 6, 7, 8];
const ALIKE = [1, 5, 9, 13, 17, 21];
const judgedBy = (loss: number) => ({ strongestLoss: loss, stretchLoss: loss });

describeOnDatabases("a list judged with whom both logs hold", () => {
  const given = useCaseDesk();
  const { wears, heard, openCase, ofPerson, listOf } = given;

  /** Case (1) and contact (2) hear each other at a loss, and the others at these. */
  async function met(loss: number, own: readonly number[], theirs: readonly number[]) {
    await heard(1, 2, [EPOCH], judgedBy(loss));
    await heard(2, 1, [EPOCH], judgedBy(loss));
    for (const [i, peer] of PEERS.entries()) {
      await heard(1, peer, [EPOCH], judgedBy(own[i]!));
      await heard(2, peer, [EPOCH], judgedBy(theirs[i]!));
    }
  }

  async function lineOf(person: string) {
    const of = await openCase(ofPerson(0));
    const { contacts } = await listOf(of);
    return { of, line: contacts.find(({ key }) => key === person) as unknown as ContactView };
  }

  const auditOf = (subject: string) =>
    given.harness.database.query<{ action: string; fields: string | null }>(
      "SELECT action, fields FROM audit.entry WHERE subject = $1 AND action LIKE 'contacts.%' ORDER BY number",
      [subject],
    );

  async function twoWear() {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
  }

  it("calls somebody a little above the limit who heard the same others as strongly", async () => {
    await twoWear();
    await met(7, ALIKE, ALIKE);
    const { of, line } = await lineOf(given.persons[1]!);
    assert.deepEqual([line.isContact, line.closeMinutes, line.judgedWith], [true, 15, 6]);
    assert.deepEqual(line.confidence.reasons.slice(0, 3), ["both-logs", "with-others", "others-decide"]);
    assert.deepEqual(await auditOf(of.id), [
      { action: "contacts.read", fields: null },
      { action: "contacts.peers", fields: "logs of 1" },
      { action: "contacts.list", fields: null },
    ]);
  });

  it("does not call somebody a little below it who heard the others otherwise", async () => {
    await twoWear();
    await met(3, ALIKE, ALIKE.toReversed());
    const { line } = await lineOf(given.persons[1]!);
    assert.deepEqual([line.isContact, line.closeMinutes, line.judgedWith], [false, 0, 6]);
    assert.ok(line.confidence.reasons.includes("others-decide"));
    assert.notEqual(line.confidence.level, "high");
  });

  it("has them before all others who are no contacts, however long those were there", async () => {
    await twoWear();
    await wears(given.persons[2]!, 8, NINE);
    await met(3, ALIKE, ALIKE.toReversed());
    for (const epoch of [EPOCH + 1, EPOCH + 2, EPOCH + 3]) {
      await heard(1, 8, [epoch], judgedBy(9));
      await heard(8, 1, [epoch], judgedBy(9));
    }
    const { contacts } = await listOf(await openCase(ofPerson(0)));
    const none = (contacts as unknown as ContactView[]).filter(({ isContact }) => !isContact);
    assert.deepEqual(
      none.slice(0, 2).map(({ key }) => key),
      [given.persons[1], given.persons[2]],
    );
  });

  it("reads nobody's log of others who is no contact whatever they say, nor outside a case", async () => {
    await twoWear();
    await met(12, ALIKE, ALIKE);
    const { of, line } = await lineOf(given.persons[1]!);
    assert.deepEqual([line.isContact, line.judgedWith], [false, 0]);
    assert.ok((await auditOf(of.id)).every(({ action }) => action !== "contacts.peers"));
    await met(7, ALIKE, ALIKE);
    const { contacts } = await given.harness.server.match({ case: 1, fromDay: DAY - 1, toDay: DAY }, LOOK);
    assert.ok(contacts.every(({ judgedWith }) => judgedWith === 0));
  });

  it("calls first who heard the same others as strongly, of two who are contacts", async () => {
    await twoWear();
    await wears(given.persons[2]!, 3, NINE);
    await met(2, ALIKE, ALIKE);
    // By its own losses the other one is a little nearer.
    await heard(1, 3, [EPOCH + 1], judgedBy(1));
    await heard(3, 1, [EPOCH + 1], judgedBy(1));
    for (const [i, peer] of PEERS.slice(1).entries()) {
      await heard(1, peer, [EPOCH + 1], judgedBy(ALIKE[i]!));
      await heard(3, peer, [EPOCH + 1], judgedBy([9, 1, 17, 5, 13][i]!));
    }
    const of = await openCase(ofPerson(0));
    const { contacts } = await listOf(of, "");
    const lines = contacts as unknown as ContactView[];
    assert.deepEqual(
      lines.slice(0, 2).map(({ key, isContact, judgedWith }) => [key, isContact, judgedWith]),
      [
        [given.persons[1], true, 6],
        [given.persons[2], true, 5],
      ],
    );
  });

  it("leaves out an epoch in which somebody else wore the contact's token, too", async () => {
    await wears(given.persons[0]!, 1, NINE);
    // Handed on in the middle of the epoch, with the case still there for an hour before.
    await wears(given.persons[1]!, 2, NINE, EPOCH + 14 / 15);
    await wears(given.persons[2]!, 2, EPOCH + 14 / 15);
    const before = [EPOCH - 1, EPOCH - 2];
    await heard(1, 2, before, judgedBy(3));
    await heard(2, 1, before, judgedBy(3));
    await met(3, ALIKE, ALIKE.toReversed());
    const { line } = await lineOf(given.persons[1]!);
    assert.deepEqual([line.judgedWith, line.closeMinutes], [0, 44]);
  });

  it("keeps of the others how many they were and nothing else, and not even that of who was erased", async () => {
    await twoWear();
    await met(7, ALIKE, ALIKE);
    const person = given.persons[1]!;
    await lineOf(person);
    const kept = () =>
      given.harness.database.query<{ text: string }>(
        `SELECT c::text AS text FROM desk.contact c WHERE c::text LIKE '%judgedWith%'`,
      );
    const before = await kept();
    assert.equal(before.filter(({ text }) => /judgedWith\\*"+: ?6/.test(text)).length, 1);
    for (const { text } of before) assert.doesNotMatch(text, /correlation|prefix/);
    const by = { actor: "server", action: "person.erase", outcome: "done" } as const;
    await given.harness.office.commit(by, [{ kind: "erase", person, at: given.harness.clock.now }]);
    assert.equal((await kept()).filter(({ text }) => /judgedWith\\*"+: ?6/.test(text)).length, 0);
  });
});
