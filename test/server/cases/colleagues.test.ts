import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { ContactChanged as Answer, ListView } from "../../../host-tools/contract/contacts.ts";
import { Refusal } from "../../../host-tools/contract/refusal.ts";
import { CONTACT_STATES } from "../../../host-tools/contract/vocabulary.ts";
import { type ContactChanged, judge } from "../../../host-tools/server/cases/contact-changes.ts";
import { NINE, REASON, useCaseDesk } from "../../support/case-desk.ts";
import type { Client } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("two who work on one contact", () => {
  const given = useCaseDesk();

  async function contact() {
    await given.wears(given.persons[0]!, 1, NINE);
    await given.wears(given.persons[1]!, 2, NINE);
    await given.heard(1, 2, [NINE]);
    const of = await given.openCase(given.ofPerson(0));
    const other = await given.harness.as("investigator");
    const path = `/api/cases/${of.id}/contacts/${given.persons[1]}`;
    const read = async (by: Client) => {
      const list = await given.ask<ListView>(
        by,
        "GET",
        `/api/cases/${of.id}/contacts?${REASON}&everybody=true`,
      );
      return list.contacts.find(({ key }) => key === given.persons[1])!;
    };
    await read(given.investigator);
    const put = (by: Client, change: object) =>
      given.ask<Answer>(by, "PUT", path, { id: randomUUID(), seen: null, ...change });
    return { path, other, read, put };
  }

  it("lose nothing: a colleague's note stays where only the state is changed, and the other way round", async () => {
    const { other, read, put } = await contact();
    const { now } = await put(given.investigator, { state: "quarantined", note: "thuốc huyết áp" });
    // A page that has seen nothing of it changes something else.
    assert.equal((await put(other, { state: "quarantined" })).isSaved, true);
    const { state, note, history } = await read(other);
    assert.deepEqual([state, note], ["quarantined", "thuốc huyết áp"]);
    assert.equal(history[0]!.at, now.at);
  });

  it("are told of each other's word before one takes the other's place", async () => {
    const { other, read, put } = await contact();
    await put(given.investigator, { state: "quarantined", note: "ở nhà" });
    const { isSaved, now } = await put(other, { state: "called" });
    assert.deepEqual([isSaved, now.state, now.note], [false, "quarantined", "ở nhà"]);
    assert.ok(now.by);
    assert.equal((await read(other)).state, "quarantined");
    assert.equal((await put(other, { state: "called", seen: now.at })).isSaved, true);
    const after = await read(other);
    assert.deepEqual([after.state, after.note], ["called", "ở nhà"]);
    assert.deepEqual(
      after.history.map(({ state }) => state),
      ["quarantined", "called"],
    );
  });

  it("write once what is sent twice, and nothing else under the same id", async () => {
    const { path, read, put } = await contact();
    const change = { id: randomUUID(), state: "called", note: "gọi lại" };
    const first = await put(given.investigator, change);
    assert.deepEqual(await put(given.investigator, change), first);
    assert.equal((await read(given.investigator)).history.length, 1);
    assert.deepEqual(
      await given.reasonOf(given.investigator, "PUT", path, { ...change, seen: null, note: "khác" }),
      [409, "taken"],
    );
  });
});

describe("changes of a contact by any number of colleagues", () => {
  const moves = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      reads: fc.boolean(),
      again: fc.boolean(),
      state: fc.option(fc.constantFrom(...CONTACT_STATES), { nil: undefined }),
      note: fc.option(fc.constantFrom(null, "a", "b"), { nil: undefined }),
    }),
    { maxLength: 30 },
  );

  it("keep every word that was saved, double none, and overwrite none unseen", () => {
    fc.assert(
      fc.property(moves, (all) => {
        const made: ContactChanged[] = [];
        const seen = [0, 0, 0];
        all.forEach(({ who, reads, again, state, note }, i) => {
          if (reads) seen[who] = made.length;
          const known = made[seen[who]! - 1];
          const wanted = { id: String(i), seen: known?.at, state, note };
          const verdict = judge(made, wanted, String(who), 1000);
          const last = made.at(-1);
          if (verdict.kind === "meanwhile") {
            // Told only where the colleague's word is another one than was seen.
            assert.ok(made.length > seen[who]!);
            assert.equal(verdict.now, last);
            return;
          }
          const { after } = verdict;
          assert.ok(!last || after.at > last.at);
          const before = { state: known?.state ?? "to-call", note: known?.note ?? null };
          for (const field of ["state", "note"] as const) {
            const present = last?.[field] ?? (field === "state" ? "to-call" : null);
            if (wanted[field] === undefined) assert.equal(after[field], present);
            // What is replaced was seen as it is.
            else if (after[field] !== present) assert.equal(present, before[field]);
          }
          made.push(after);
          seen[who] = made.length;
          if (!again) return;
          assert.deepEqual(judge(made, wanted, String(who), 2000), { kind: "again", after });
          assert.throws(() => judge(made, wanted, "somebody else", 2000), Refusal);
        });
        assert.equal(new Set(made.map(({ id }) => id)).size, made.length);
      }),
      { numRuns: 5000 },
    );
  });
});
