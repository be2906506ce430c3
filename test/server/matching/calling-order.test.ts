import assert from "node:assert/strict";
import { whole } from "../../../host-tools/server/concurrency/slices.ts";
import { contactsFrom } from "../../../host-tools/server/matching/contacts.ts";
import { Pair } from "../../../host-tools/server/matching/pairs.ts";
import type { PairRow } from "../../../protocol/contact.ts";
import { CONTACT_RULES, type ContactRule } from "../../../protocol/rules.ts";

/** What the case's log holds of somebody: so many minutes of each of so many epochs, at one loss. */
function heard(epochs: number, minutes: number, loss: number): PairRow[] {
  return Array.from({ length: epochs }, (_, i) => ({
    recorder: "case" as const,
    epoch: 1_990_000 + i,
    clockTrusted: true,
    count: 2 * minutes,
    minutes: (1 << minutes) - 1,
    strongestLoss: loss - 2,
    stretchLoss: loss + 2,
  }));
}

const order = (rows: readonly (readonly PairRow[])[], rule: ContactRule) =>
  whole(
    contactsFrom(
      rows.map((one, i) => {
        const pair = new Pair(undefined);
        pair.add(i + 1, one);
        return pair;
      }),
      rule,
    ),
  ).map(({ token }) => token);

describe("the order of calling", () => {
  const rule = CONTACT_RULES["two-metres-15-in-24"];

  it("is by nearness and not by length, among those who were near for a quarter of an hour", () => {
    assert.deepEqual(order([heard(12, 15, 3), heard(2, 15, -8), heard(4, 15, -2)], rule), [2, 3, 1]);
    assert.deepEqual(order([heard(2, 15, -8), heard(3, 15, -8)], rule), [2, 1], "as near, but longer");
  });

  it("has those who are no contacts behind, the longest near first, whatever a moment was like", () => {
    const rows = [heard(1, 2, -20), heard(1, 10, 2), heard(9, 15, 20), heard(1, 15, 4)];
    assert.deepEqual(order(rows, rule), [4, 2, 1, 3]);
  });

  it("has short meetings behind long ones where the definition names no length", () => {
    assert.deepEqual(order([heard(1, 2, -20), heard(4, 15, 3)], CONTACT_RULES["vn-3638-2021"]), [2, 1]);
  });
});
