import assert from "node:assert/strict";
import fc from "fast-check";
import { areaUnderCurve, interval } from "../../../host-tools/studies/nearness/curve.ts";
import { judgedLosses } from "../../../host-tools/studies/nearness/near-level.ts";
import { decodeSummary, encodeSummary } from "../../../protocol/record.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { summarize } from "../../../protocol/summary.ts";

const anyJudged = fc.record({
  loss: fc.integer({ min: -8, max: 8 }),
  near: fc.boolean(),
  pair: fc.constantFrom("a", "b", "c", "d"),
});

describe("area under the curve", () => {
  it("is the share of comparisons won, a draw being half", () => {
    fc.assert(
      fc.property(fc.array(anyJudged, { maxLength: 30 }), (judged) => {
        const near = judged.filter((one) => one.near);
        const far = judged.filter((one) => !one.near);
        let wins = 0;
        for (const a of near) for (const b of far) wins += a.loss < b.loss ? 1 : a.loss === b.loss ? 0.5 : 0;
        const area = areaUnderCurve(judged);
        if (near.length === 0 || far.length === 0) assert.equal(area, null);
        else assert.ok(Math.abs(area! - wins / (near.length * far.length)) < 1e-12);
      }),
    );
  });

  it("has an interval that narrows with the number of pairs and draws windows of a pair together", () => {
    const judged = (pairs: number, windows: number) =>
      Array.from({ length: pairs * windows }, (_, i) => {
        const pair = i % pairs;
        return { pair: String(pair), near: pair % 2 === 0, loss: (pair * 37) % 101 };
      });
    const width = (pairs: number, windows: number) => {
      const [low, high] = interval([judged(pairs, windows)], ([area]) => area ?? null, 1)!;
      return high - low;
    };
    assert.ok(width(400, 1) < 0.6 * width(40, 1));
    assert.ok(Math.abs(width(40, 5) - width(40, 1)) < 0.1 * width(40, 1));
  });
});

describe("the summary of an epoch", () => {
  const sightings = fc.array(
    fc.record({ minute: fc.integer({ min: 0, max: 14 }), loss: fc.integer({ min: -20, max: 43 }) }),
    { minLength: 1, maxLength: 60 },
  );

  it("has a stretch between its strongest advert and the mean of all", () => {
    fc.assert(
      fc.property(sightings, (heard) => {
        const { strongestLoss, stretchLoss, minutes, count } = summarize(heard);
        const mean = heard.reduce((sum, { loss }) => sum + loss, 0) / heard.length;
        assert.equal(strongestLoss, Math.min(...heard.map(({ loss }) => loss)));
        assert.ok(strongestLoss <= stretchLoss && stretchLoss <= mean + 0.5);
        for (let minute = 0; minute < 15; minute++)
          assert.equal((minutes >> minute) & 1, Number(heard.some((one) => one.minute === minute)));
        assert.equal(count, heard.length);
      }),
    );
  });

  it("takes stretches of three minutes from the start of the epoch", () => {
    const heard = [
      { minute: 2, loss: 10 },
      { minute: 3, loss: 4 },
      { minute: 5, loss: 7 },
      { minute: 6, loss: 3 },
      { minute: 8, loss: 20 },
    ];
    assert.deepEqual(summarize(heard), {
      minutes: 0b101101100,
      strongestLoss: 3,
      stretchLoss: 6,
      count: 5,
    });
  });

  it("comes back from its four bytes", () => {
    fc.assert(
      fc.property(sightings, (heard) => {
        const before = summarize(heard);
        const after = decodeSummary(encodeSummary(before));
        assert.deepEqual(after, { ...before, count: Math.min(31, before.count) });
      }),
    );
  });
});

describe("the near loss of the two-metre rule", () => {
  it("is what half of all pairs at two metres come to, by the fitted radio", () => {
    const standing = { walls: 0, advertsPerMinute: 2, wearingLoss: 0 };
    const share = (metres: number) => {
      const losses = judgedLosses({ ...standing, metres }, 1000, 3);
      return losses.filter((loss) => loss <= DEFAULT_RULE.nearLoss).length / losses.length;
    };
    assert.ok(Math.abs(share(2) - 0.5) < 0.05);
    assert.ok(share(1) > 0.8);
    assert.ok(share(4) < 0.25);
  });
});
