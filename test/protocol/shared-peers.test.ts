import assert from "node:assert/strict";
import fc from "fast-check";
import { contactOf, fuseEpochs, type PairRow } from "../../protocol/contact.ts";
import { CONTACT_RULES } from "../../protocol/rules.ts";
import {
  adjustmentOf,
  mostTaken,
  sharedPeersOf,
  SHARED_PEERS_WEIGHTS as WEIGHTS,
} from "../../protocol/shared-peers.ts";

const RULE = { ...CONTACT_RULES["two-metres-15-in-24"], sharedPeers: WEIGHTS };
const ALL = 0x7fff;
const log = (...losses: number[]) => new Map(losses.map((loss, peer) => [peer, loss]));
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

const anyLog = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -20, max: 10 })), { maxLength: 60 })
  .map((losses) => new Map(losses));

function row(recorder: "case" | "contact", loss: number): PairRow {
  return {
    recorder,
    epoch: 1_000_000,
    minutes: ALL,
    count: 20,
    clockTrusted: true,
    strongestLoss: loss,
    stretchLoss: loss,
  };
}

describe("shared peers", () => {
  it("tell two who hear the same others equally strongly from two who do not", () => {
    const own = log(1, 5, 9, 13, 17, 21);
    assert.deepEqual(sharedPeersOf(own, own), { others: 6, correlation: 1 });
    near(sharedPeersOf(own, log(21, 17, 13, 9, 5, 1))!.correlation, -1);
    near(adjustmentOf(sharedPeersOf(own, own)), 3.8 - 8);
    near(adjustmentOf(sharedPeersOf(own, log(21, 17, 13, 9, 5, 1))), 3.8 + 8);
  });

  it("are those that both logs hold, whatever else each holds", () => {
    const own = new Map([...log(1, 5, 9), [77, 2]]);
    const theirs = new Map([...log(2, 6, 10), [88, 40], [99, -3]]);
    assert.equal(sharedPeersOf(own, theirs)!.others, 3);
    near(sharedPeersOf(own, theirs)!.correlation, 1);
  });

  it("say nothing when they are fewer than three, or when a log holds all of them at one loss", () => {
    assert.equal(sharedPeersOf(log(1, 2), log(1, 2)), undefined);
    assert.equal(sharedPeersOf(log(4, 4, 4, 4), log(1, 2, 3, 4)), undefined);
    assert.equal(adjustmentOf(undefined), 0);
  });

  it("weigh less when they are few", () => {
    near(adjustmentOf({ others: 3, correlation: 1 }), (3.8 - 8) / 2);
    near(adjustmentOf({ others: 6, correlation: 1 }), 3.8 - 8);
    near(adjustmentOf({ others: 60, correlation: 1 }), 3.8 - 8);
  });

  it("are the thirty-two nearest of many: the far end of a hall tells only that both are in it", () => {
    const nearest = Array.from({ length: 32 }, (_, i) => i);
    const own = log(...nearest, ...Array.from({ length: 20 }, (_, i) => 50 + (i % 7)));
    const theirs = log(...nearest.toReversed(), ...Array.from({ length: 20 }, (_, i) => 50 + (i % 7)));
    const shared = sharedPeersOf(own, theirs)!;
    assert.equal(shared.others, 32);
    near(shared.correlation, -1);
  });

  it("stay within their bounds and do not depend on whose log is asked, nor on the order of records", () => {
    fc.assert(
      fc.property(anyLog, anyLog, (own, theirs) => {
        const shared = sharedPeersOf(own, theirs);
        const turned = sharedPeersOf(theirs, own);
        assert.equal(shared === undefined, turned === undefined);
        if (!shared || !turned) return;
        near(shared.correlation, turned.correlation);
        assert.ok(Math.abs(shared.correlation) <= 1 + 1e-9);
        assert.equal(shared.others, turned.others);
        assert.ok(shared.others >= WEIGHTS.fewest);
        const moved = adjustmentOf(shared);
        assert.ok(moved >= -mostTaken(WEIGHTS) - 1e-9 && moved <= WEIGHTS.constant + WEIGHTS.slope + 1e-9);
      }),
    );
  });
});

describe("a contact judged with shared peers", () => {
  const alike = new Map([[1_000_000, { others: 9, correlation: 1 }]]);
  const apart = new Map([[1_000_000, { others: 9, correlation: 0 }]]);
  const both = (loss: number) => [row("case", loss), row("contact", loss)];

  it("is near where both hear the others alike, and not where they do not", () => {
    assert.equal(contactOf(both(8), RULE)!.closeMinutes, 0);
    assert.equal(contactOf(both(8), RULE, alike)!.closeMinutes, 15);
    assert.equal(contactOf(both(2), RULE)!.closeMinutes, 15);
    assert.equal(contactOf(both(2), RULE, apart)!.closeMinutes, 0);
    assert.equal(contactOf(both(2), RULE, apart)!.judgedWith, 9);
    assert.equal(contactOf(both(2), RULE)!.judgedWith, 0);
  });

  it("is judged by its own losses where one log alone tells of it, and by a rule that does not ask", () => {
    assert.equal(fuseEpochs([row("case", 8)], RULE, alike)[0]!.loss, 8);
    assert.equal(contactOf([row("case", 8)], RULE, alike)!.judgedWith, 0);
    assert.equal(fuseEpochs(both(8), { sharedPeers: undefined }, alike)[0]!.loss, 8);
  });

  it("is never called for them alone when its own loss is more than they can take above the limit", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 3, max: 16 }), (r, m) => {
        const peers = new Map([[1_000_000, { others: m, correlation: r }]]);
        const far = RULE.nearLoss + mostTaken(WEIGHTS) + 0.01;
        assert.equal(contactOf(both(far), RULE, peers)!.closeMinutes, 0);
      }),
    );
  });
});
