import assert from "node:assert/strict";
import { RC } from "../../../host-tools/studies/clocks/kinds.ts";
import { besideLiars, LIES } from "../../../host-tools/studies/clocks/liars.ts";
import { FIRST_MINUTE, liveMinute } from "../../../host-tools/studies/clocks/simulation.ts";
import { kindOf, SILENCE, TokenClock } from "../../../host-tools/studies/clocks/token-clock.ts";

/** Beyond the envelope's edge, as a share of it: the rate goes on between two corrections, as fast as the envelope grows. */
const BETWEEN_CORRECTIONS = 0.001;

describe("liars beside honest clocks", function () {
  this.timeout(60_000);

  for (const lie of LIES)
    it(`lead no clock out of its envelope: ten of them, ${lie}, louder than everybody`, () => {
      const outcome = besideLiars({ honest: 20, liars: 10, lie, days: 1, seed: 3 });
      assert.ok(outcome.envelopeUsed <= 1 + BETWEEN_CORRECTIONS, `${outcome.envelopeUsed}`);
      // Whoever lost its power is led ahead a day at most, and never behind its log.
      assert.ok(outcome.ledAheadDays <= 1);
      assert.equal(outcome.trusted, 18);
    });

  it("move nobody when there is one of them who sends no more than a token does", () => {
    const few = { honest: 20, days: 1, seed: 3, advertsPerSpan: 1.5 };
    const alone = besideLiars({ ...few, liars: 0, lie: "gaining" });
    for (const lie of LIES) {
      const outcome = besideLiars({ ...few, liars: 1, lie });
      const lost = alone.pairMinutesLogged - outcome.pairMinutesLogged;
      assert.ok(lost < 0.02 * alone.pairMinutes, `${lie}: ${lost} of ${alone.pairMinutes} pair minutes lost`);
      assert.ok(outcome.largestError < alone.largestError + 10, `${lie}: ${outcome.largestError} s`);
    }
  });

  it("cost minutes, and no clock its envelope, when one of them is louder than everybody", () => {
    for (const lie of LIES) {
      const outcome = besideLiars({ honest: 20, liars: 1, lie, days: 1, seed: 3 });
      assert.ok(outcome.envelopeUsed <= 1 + BETWEEN_CORRECTIONS, `${lie}: ${outcome.envelopeUsed}`);
      assert.ok(outcome.pairMinutesLogged > 0.4 * outcome.pairMinutes, lie);
    }
  });

  it("who are patient lead a lone clock to the edge of its envelope, and there it stays", () => {
    const clock = new TokenClock(RC, 9, FIRST_MINUTE);
    for (let now = 0; now < 3 * 1440; now++) {
      const minute = FIRST_MINUTE + now;
      clock.age(minute);
      const heard = SILENCE.slice();
      heard[kindOf(true, true)] = 5;
      heard[kindOf(false, true)] = 1;
      liveMinute([clock], 0, [], minute, () => undefined, { heard, hints: [50, 1e6, -1e6] });
      assert.ok(Math.abs(clock.steered) <= clock.envelope * (1 + BETWEEN_CORRECTIONS), `minute ${now}`);
    }
    // The attack does work within the envelope: the test would notice if the liars were not heard at all.
    assert.ok(clock.steered > 0.9 * clock.envelope, `${clock.steered} s`);
  });
});
