import assert from "node:assert/strict";
import { areTwo, type Deed } from "../../../host-tools/server/staff/deeds.ts";

const made = (actor: string, account: string, at = 10): Deed => ({ account, actor, what: "made", at });
const two = (a: string, b: string, deeds: readonly Deed[], since = 0) => {
  assert.equal(areTwo(a, b, deeds, since), areTwo(b, a, deeds, since), "whoever is asked first");
  return areTwo(a, b, deeds, since);
};

describe("two pairs of eyes", () => {
  it("are two accounts that nobody stands behind together", () => {
    assert.ok(two("a", "b", []));
    assert.ok(two("x", "y", [made("a", "x"), made("b", "y")]));
    assert.ok(!two("a", "a", []));
  });

  it("are not who made an account and that account, over however many between them", () => {
    assert.ok(!two("a", "x", [made("a", "x")]));
    const chain = [made("a", "p"), made("p", "q"), made("q", "x")];
    for (const one of ["a", "p", "q"]) assert.ok(!two(one, "x", chain), one);
    assert.ok(two("b", "x", chain));
  });

  it("are not two accounts of one maker, nor those whom two made that are one", () => {
    assert.ok(!two("x", "y", [made("a", "x"), made("a", "y")]));
    assert.ok(!two("x", "y", [made("a", "x"), made("p", "y"), made("a", "p")]));
    assert.ok(!two("x", "y", [made("a", "x"), made("b", "y"), made("a", "b")]));
  });

  it("are so again when the deeds are old, and come to an end where deeds go round", () => {
    assert.ok(two("a", "x", [made("a", "x", 10)], 10));
    assert.ok(!two("a", "x", [made("a", "x", 11)], 10));
    assert.ok(!two("a", "b", [made("a", "b"), made("b", "a")]));
    assert.ok(two("a", "c", [made("b", "a"), made("a", "b")]));
  });
});
