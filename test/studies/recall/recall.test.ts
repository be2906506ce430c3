import assert from "node:assert/strict";
import type { DesignName } from "../../../host-tools/studies/recall/observed-day.ts";
import { observeRecalls } from "../../../host-tools/studies/recall/observer.ts";
import { reachOf } from "../../../host-tools/studies/recall/reach.ts";

/** What a mistake in a place's set gives away. */
const TOLD: readonly (readonly [DesignName, "whether" | "howMany" | "who"])[] = [
  ["as many adverts as calls need", "howMany"],
  ["one day's chaff", "howMany"],
  ["chaff that leans", "whether"],
  ["each place its own chaff", "howMany"],
  ["a call put in at once", "whether"],
  ["rolling IDs for tags", "who"],
  ["called only where they are", "who"],
];

describe("an observer of a day's recalls", function () {
  this.timeout(120_000);

  it("who knows which tokens are near cannot tell whether anybody is called, how many, or who", () => {
    for (const [what, { mean, low, high }] of Object.entries(observeRecalls("as specified", 4, 20))) {
      assert.ok(low < 0 && high > 0, `${what}: ${mean} (${low} to ${high})`);
      assert.ok(Math.abs(mean) < 0.2, `${what}: ${mean}`);
    }
  });

  for (const [design, question] of TOLD)
    it(`would be told ${question} by a set with this mistake: ${design}`, () => {
      const { mean } = observeRecalls(design, 1, 20)[question];
      assert.ok(mean > 0.3, `${mean}`);
    });
});

describe("a token's ear for its tag", () => {
  it("hears it in as many windows as adverts of the set fall into one, less those that are lost", () => {
    for (const [windowMs, adverts] of [
      [168, 4],
      [168, 16],
      [93, 4],
      [300, 8],
    ] as const) {
      const { share, meanWindows } = reachOf("", windowMs, adverts, 20_000);
      // One advert in 105 ms on average, a quarter lost.
      const sum = (0.75 * windowMs) / (105 * adverts);
      assert.ok(Math.abs(share / sum - 1) < 0.08, `${windowMs} ms, ${adverts}: ${share}, ${sum}`);
      assert.ok(Math.abs(meanWindows * share - 1) < 1e-9);
    }
  });

  it("hears it sooner the fewer adverts a set has", () => {
    const waits = [1, 2, 4, 8, 16].map((adverts) => reachOf("", 168, adverts, 5_000).p95Windows);
    assert.deepEqual(
      waits,
      [...waits].sort((a, b) => a - b),
    );
    assert.equal(new Set(waits).size, waits.length);
  });
});
