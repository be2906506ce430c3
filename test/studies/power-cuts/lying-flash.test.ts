import assert from "node:assert/strict";
import { type LieTally, tryLies } from "../../../host-tools/studies/power-cuts/lying-flash.ts";
import { beginning, live, STRETCHES } from "../../../host-tools/studies/power-cuts/stretch.ts";

/** A prime: the sample meets payload and header of every frame in the course of the stretches. */
const EVERY = 23;

describe("the flash lies", function () {
  this.timeout(120_000);

  for (const stretch of STRETCHES) {
    describe(stretch.name, () => {
      let tallies: LieTally[];
      before(async () => {
        tallies = tryLies(await beginning(stretch), { every: EVERY, secondEvery: 3 });
      });

      const faultsOf = (which: (tally: LieTally) => boolean): unknown[] =>
        tallies.filter(which).flatMap(({ faults }) => faults);

      it("once or twice: nothing is lost", () => {
        assert.deepEqual(
          faultsOf(({ once }) => once),
          [],
        );
        assert.ok(tallies.reduce((sum, { trials }) => sum + trials, 0) > 30);
      });

      it("and takes nothing for a while: what was to be written is lost, and nothing beside it", () => {
        const often = tallies.filter(({ once }) => !once);
        assert.deepEqual(
          faultsOf(({ once }) => !once),
          [],
        );
        assert.ok(often.some(({ torn }) => torn > 0));
      });
    });
  }

  it("and gives no answer in a start: the station comes when the token is up", async () => {
    for (const stretch of STRETCHES) {
      const { frames } = live(await beginning(stretch), [{ unit: "call", kind: "thrown", times: 12, at: 0 }]);
      assert.ok(frames.has("ticket 2"), stretch.name);
    }
  });
});
