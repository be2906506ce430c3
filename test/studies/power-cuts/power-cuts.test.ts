import assert from "node:assert/strict";
import { runCutCampaign } from "../../../host-tools/studies/power-cuts/campaign.ts";
import { SCENARIOS } from "../../../host-tools/studies/power-cuts/scenarios.ts";
import { recordingOf } from "./recordings.ts";

/** Primes: the sample meets every part of a page turn in the course of a scenario. */
const EVERY = [499, 499, 199];

describe("the power goes", function () {
  this.timeout(120_000);

  for (const [index, scenario] of SCENARIOS.entries()) {
    it(`at flash operations of: ${scenario.name}`, async () => {
      const recording = await recordingOf(index);
      const result = runCutCampaign(recording, { every: EVERY[index]!, secondEvery: 48 });
      assert.deepEqual(result.faults, []);
      assert.ok(result.turns >= 3, `${result.turns} page turns`);
      assert.ok(result.cuts > 25 && result.secondCuts > 5, `${result.cuts} + ${result.secondCuts} cuts`);
      assert.ok(result.secondsInRam <= 902, `${result.secondsInRam} s of hearing were in RAM only`);
      // A ring that is more than half full is rationed; it never is where the pages turn daily and are many.
      assert.ok(
        result.written > (index === 2 ? 0.999 : 0.6),
        `${result.written} of those heard were written`,
      );
      assert.ok(result.writesOfWord.uncut <= 2);
      assert.ok(result.writesOfWord.oneCut <= 3);
    });
  }
});
