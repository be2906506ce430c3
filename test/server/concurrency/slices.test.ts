import assert from "node:assert/strict";
import { atMost } from "../../../host-tools/server/concurrency/in-turn.ts";
import { slicer, whole } from "../../../host-tools/server/concurrency/slices.ts";

/** A millisecond of work in each of so many steps. */
function* spinning(steps: number) {
  for (let step = 0; step < steps; step++) {
    for (const end = performance.now() + 1; performance.now() < end; );
    yield;
  }
  return steps;
}

describe("long work in slices", () => {
  it("lets others through after each slice, also between many short pieces", async () => {
    const sliced = slicer(5);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const done = await Promise.all([
      sliced(() => spinning(150)),
      ...Array.from({ length: 150 }, () => sliced(() => spinning(1))),
    ]);
    clearInterval(timer);
    assert.deepEqual(done, [150, ...Array.from({ length: 150 }, () => 1)]);
    // 300 ms of work: some sixty slices.
    assert.ok(turns > 25, `${turns} turns`);
  });

  it("does one piece after another, and the next one when one throws", async () => {
    const sliced = slicer(0);
    const order: string[] = [];
    const noted = (name: string) =>
      function* () {
        for (const step of [1, 2]) {
          order.push(`${name}${step}`);
          yield;
        }
        if (name === "b") throw new Error(name);
      };
    const [, failed] = await Promise.allSettled([sliced(noted("a")), sliced(noted("b")), sliced(noted("c"))]);
    assert.equal(failed.status, "rejected");
    assert.deepEqual(order, ["a1", "a2", "b1", "b2", "c1", "c2"]);
    assert.equal(whole(spinning(2)), 2);
  });
});

describe("a bound on how much is done at one time", () => {
  it("is kept, in the order of the calls, whatever fails", async () => {
    const some = atMost(3);
    let [under, most] = [0, 0];
    const begun: number[] = [];
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        some(async () => {
          begun.push(i);
          most = Math.max(most, ++under);
          await new Promise((resolve) => setTimeout(resolve, 2));
          under--;
          if (i % 5 === 0) throw new Error("no");
        }),
      ),
    );
    assert.equal(most, 3);
    assert.deepEqual(begun, [...Array(20).keys()]);
    assert.equal(results.filter(({ status }) => status === "rejected").length, 4);
  });
});
