import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, percentile, quantile, variance } from "../../host-tools/lib/statistics.ts";

const NUMBERS = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });

describe("statistics", () => {
  it("mean and unbiased variance are those of a list worked out by hand", () => {
    assert.equal(mean([2, 4, 4, 4, 5, 5, 7, 9]), 5);
    assert.equal(variance([2, 4, 4, 4, 5, 5, 7, 9]), 32 / 7);
    assert.ok(Number.isNaN(mean([])) && Number.isNaN(variance([1])));
  });

  it("a percentile is a number of the list, with the share at or below it", () => {
    assert.deepEqual(
      [5, 30, 40, 50, 100].map((p) => percentile([50, 15, 40, 20, 35], p)),
      [15, 20, 20, 35, 50],
    );
    assert.equal(percentile([], 50), null);
    fc.assert(
      fc.property(NUMBERS, fc.integer({ min: 1, max: 100 }), (values, p) => {
        const found = percentile(values, p)!;
        const below = values.filter((value) => value < found).length;
        const upTo = values.filter((value) => value <= found).length;
        assert.ok(values.includes(found));
        assert.ok(100 * below < p * values.length && p * values.length <= 100 * upTo);
      }),
    );
  });

  it("a quantile lies between its neighbours in proportion", () => {
    assert.deepEqual(
      [0, 0.1, 0.5, 1].map((part) => quantile([4, 1, 3, 2], part)),
      [1, 1.3, 2.5, 4],
    );
    assert.ok(Number.isNaN(quantile([], 0.5)));
  });

  it("lists stay in the order they have", () => {
    const values = [3, 1, 2];
    percentile(values, 50);
    quantile(values, 0.5);
    assert.deepEqual(values, [3, 1, 2]);
  });
});
