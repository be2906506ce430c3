import assert from "node:assert/strict";
import fc from "fast-check";
import type { PassageRow } from "../../../host-tools/server/gates/passage-store.ts";
import { overlapOf, staysFrom } from "../../../host-tools/server/gates/stays.ts";

type Row = Pick<PassageRow, "minute" | "side" | "direction" | "evidence">;
const walk = (minute: number, direction: "in" | "out"): Row => ({
  minute,
  side: direction === "in" ? "inside" : "outside",
  direction,
  evidence: "sides",
});
const there = (minute: number, side: "inside" | "outside"): Row => ({
  minute,
  side,
  direction: "there",
  evidence: "turn",
});

describe("times in a zone", () => {
  it("begin with a way in and end with a way out; an end that nobody saw is left open", () => {
    assert.deepEqual(staysFrom([walk(10, "in"), walk(500, "out")]).stays, [{ from: 10, to: 500 }]);
    assert.deepEqual(staysFrom([walk(10, "in"), walk(500, "in"), walk(900, "out")]).stays, [
      { from: 10, to: undefined },
      { from: 500, to: 900 },
    ]);
    assert.deepEqual(staysFrom([walk(10, "out")]).stays, [{ from: undefined, to: 10 }]);
    assert.deepEqual(staysFrom([]), { stays: [], passed: [] });
  });

  it("take one walk once, whoever told it: a tap, both sides, a gate beside", () => {
    const tap: Row = { minute: 11, side: "door", direction: "in", evidence: "tap" };
    const passed: Row = { minute: 12, side: "door", direction: "passed", evidence: "walk" };
    assert.deepEqual(staysFrom([walk(12, "in"), tap, passed]), {
      stays: [{ from: 11, to: undefined }],
      passed: [],
    });
    assert.deepEqual(staysFrom([passed, { ...passed, minute: 90 }]).passed, [12, 90]);
  });

  it("take two ways within a minute as they can have been: who is inside goes first, who is outside comes first", () => {
    for (const within of [
      [walk(20, "in"), walk(20, "out")],
      [walk(20, "out"), walk(20, "in")],
    ]) {
      assert.deepEqual(staysFrom(within).stays, [{ from: 20, to: 20 }]);
      assert.deepEqual(staysFrom([walk(10, "in"), ...within, walk(90, "out")]).stays, [
        { from: 10, to: 20 },
        { from: 20, to: 90 },
      ]);
    }
  });

  it("join what two IDs tell when somebody goes through as they change", () => {
    assert.deepEqual(staysFrom([there(14, "outside"), there(16, "inside"), walk(300, "out")]).stays, [
      { from: 16, to: 300 },
    ]);
    // Inside before and after, or too far apart: nobody went through.
    assert.deepEqual(staysFrom([there(14, "inside"), there(16, "inside")]).stays, []);
    assert.deepEqual(staysFrom([there(14, "outside"), there(29, "inside")]).stays, []);
  });

  it("are in order, do not overlap, and each end is a row's minute, whatever comes", () => {
    const row = fc.record({
      minute: fc.integer({ min: 0, max: 1439 }),
      side: fc.constantFrom("inside" as const, "outside" as const, "door" as const),
      direction: fc.constantFrom("in" as const, "out" as const, "passed" as const, "there" as const),
      evidence: fc.constantFrom("tap" as const, "sides" as const, "walk" as const, "turn" as const),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const { stays, passed } = staysFrom(rows);
        const minutes = new Set(rows.map(({ minute }) => minute));
        const ends = stays.flatMap(({ from, to }) => [from, to]).filter((end) => end !== undefined);
        assert.ok([...ends, ...passed].every((end) => minutes.has(end)));
        assert.deepEqual(
          ends,
          [...ends].sort((a, b) => a - b),
        );
      }),
    );
  });

  it("overlap by what both have of them, open ends as far as they were looked at", () => {
    const day = { from: 0, to: 1439 };
    assert.deepEqual(overlapOf({ from: 10, to: 50 }, { from: 40, to: undefined }, day), { from: 40, to: 50 });
    assert.equal(overlapOf({ from: 10, to: 39 }, { from: 40, to: undefined }, day), undefined);
    assert.deepEqual(overlapOf({ from: undefined, to: undefined }, { from: 40, to: undefined }, day), {
      from: 40,
      to: 1439,
    });
  });
});
