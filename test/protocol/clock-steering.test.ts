import assert from "node:assert/strict";
import fc from "fast-check";
import { TAIL_LATE, TAIL_TRUSTED } from "../../protocol/advert.ts";
import {
  aheadBy,
  burstReach,
  burstTurn,
  CALM_PATIENCE,
  doubtAfter,
  FIRST_MINUTES,
  listensWide,
  MOST_REACH,
  patienceAfter,
  rateAfter,
  rateBetween,
  runAfter,
  stepOf,
  straysAfter,
  voteOf,
  withinEnvelope,
} from "../../protocol/clock-steering.ts";
import { rendezvousOffset } from "../../protocol/rendezvous.ts";

/** A Puck's bound: 500 ppm and a restart an epoch, s a minute. */
const DRIFT = 0.0333;

/** What a listener hears of peers that are so far ahead, s, in the middle of its window: before and behind their turns. */
function heard(offsets: readonly number[], minute: number): [early: number, late: number] {
  const late = offsets.filter((ahead) => ahead >= burstTurn(minute)).length;
  return [offsets.length - late, late];
}

describe("clock steering", () => {
  it("leaves clocks alone that are within 0.2 s of each other, in every minute", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 1000 }),
        (offsets, minute) => {
          const [early, late] = heard(offsets, minute);
          assert.equal(voteOf(early, late, minute), 0);
          assert.equal(straysAfter(0, early, late, minute), 0);
        },
      ),
    );
  });

  it("says who is ahead in odd minutes and who is behind in even ones", () => {
    assert.equal(voteOf(...heard([0.4, 0.5, 0.3], 7), 7), 1);
    assert.equal(voteOf(...heard([0.4, 0.5, 0.3], 8), 8), 0);
    assert.equal(voteOf(...heard([-0.4, -0.5, -0.3], 8), 8), -1);
    assert.equal(voteOf(...heard([-0.4, -0.5, -0.3], 7), 7), 0);
    assert.equal(voteOf(0, 0, 7), 0);
    assert.equal(voteOf(0, 0, 8), 0);
  });

  it("goes by the greater half of what it hears", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.nat(1000), (early, late, minute) => {
        const astray = minute & 1 ? late : early;
        const vote = voteOf(early, late, minute);
        assert.equal(vote !== 0, 2 * astray > early + late);
        assert.equal(vote, vote === 0 ? 0 : minute & 1 ? 1 : -1);
      }),
    );
  });

  it("makes no step of one vote, and ends a run when the minutes that tell say otherwise", () => {
    let run = runAfter(0, 1, 1);
    assert.equal(stepOf(run, 0), 0);
    // An even minute cannot tell whether anybody is ahead.
    run = runAfter(run, 0, 2);
    assert.equal(run, 1);
    run = runAfter(run, 1, 3);
    assert.ok(stepOf(run, 0) > 0);
    assert.equal(runAfter(run, 0, 5), 0);
    assert.equal(runAfter(run, -1, 4), -1);
    for (let minute = 5; minute < 99; minute += 2) run = runAfter(run, 1, minute);
    assert.ok(stepOf(run, 0) <= 0.5, "steps stay below a burst's half");
  });

  it("brings two clocks that hear each other into step, whoever is ahead", () => {
    for (const start of [-4, -1, -0.4, 0.4, 1, 4]) {
      let [a, b] = [0, start];
      let [runA, runB] = [0, 0];
      let minutes = 0;
      for (; Math.abs(a - b) > 0.25 && minutes < 60; minutes++) {
        runA = runAfter(runA, voteOf(...heard([b - a], minutes), minutes), minutes);
        runB = runAfter(runB, voteOf(...heard([a - b], minutes), minutes), minutes);
        const stepA = voteOf(...heard([b - a], minutes), minutes) && stepOf(runA, 0);
        const stepB = voteOf(...heard([a - b], minutes), minutes) && stepOf(runB, 0);
        a += stepA;
        b += stepB;
      }
      assert.ok(minutes < 30, `from ${start} s: ${minutes} minutes`);
    }
  });

  it("makes bursts long when clocks are in doubt or somebody is out of step, and never longer than a rendezvous allows", () => {
    assert.equal(burstReach(0, 0, 0.6), 0.6);
    assert.equal(burstReach(0, 2, 0.6), MOST_REACH);
    let doubt = 0;
    for (let minute = 0; minute < 1440 * 60; minute++) {
      doubt = doubtAfter(doubt, false, 1);
      assert.ok(burstReach(doubt, 0, 0.6) <= MOST_REACH);
    }
    assert.equal(burstReach(doubt, 0, 0.6), MOST_REACH);
    for (let minute = 0; minute < 80; minute++) doubt = doubtAfter(doubt, true, 1);
    assert.ok(burstReach(doubt, 0, 0.6) < 0.61);
    // The first rendezvous may be 14 s into its minute, the last ends 13 s before it does.
    assert.ok(MOST_REACH < 13);
  });

  it("remembers strays of both kinds of minute, and forgets them by the same kind", () => {
    let strays = straysAfter(0, 0, 1, 1);
    assert.ok(strays);
    strays = straysAfter(strays, 0, 1, 2);
    assert.ok(strays, "an even minute does not clear what an odd one saw");
    assert.equal(straysAfter(strays, 1, 0, 3), 0);
    assert.equal(straysAfter(straysAfter(0, 1, 0, 2), 0, 5, 4), 0);
    // Two of five are nothing to send long bursts for, three of seven are.
    assert.equal(straysAfter(0, 2, 3, 2), 0);
    assert.ok(straysAfter(0, 3, 4, 2));
  });

  it("learns the rate, within the bound, and the less from a step the longer it was in doubt and the more it has learnt", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -DRIFT, max: DRIFT, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.integer({ min: FIRST_MINUTES, max: 1e5 }),
        (rate, step, doubt, learnt) => {
          const after = rateAfter(rate, step, doubt, learnt, DRIFT);
          assert.ok(Math.abs(after) <= DRIFT);
          assert.ok((after - rate) * step >= 0);
        },
      ),
    );
    assert.ok(rateAfter(0, 0.2, 10, 240, DRIFT) < rateAfter(0, 0.2, 0, 240, DRIFT));
    assert.ok(rateAfter(0, 0.2, 0, 2400, DRIFT) < rateAfter(0, 0.2, 0, 240, DRIFT));
  });

  it("measures the rate between two authenticated times, and believes no rate that the board cannot have", () => {
    assert.equal(rateBetween(8.64, 86400, 555), 100);
    assert.equal(rateBetween(-8.64, 864000, 555), -10);
    assert.equal(rateBetween(1e6, 86400, 555), 555);
    assert.equal(rateBetween(-1e6, 86400, 555), -555);
  });

  it("reads how far a burst's sender is ahead from any advert of it, over the wrap of the minute field too", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 28_000_000, max: 40_000_000 }),
        fc.double({ min: -700 * 86400, max: 700 * 86400, noNaN: true }),
        fc.double({ min: 0, max: 59, noNaN: true }),
        (ownMinute, ahead, second) => {
          // The sender's rendezvous, at which its clock reads so much, is heard when the own clock reads `ahead` less.
          const senderMinute = ownMinute + Math.floor((second + ahead) / 60);
          const at = senderMinute * 60 + rendezvousOffset(senderMinute) / 1000 - ahead;
          const tail = (senderMinute & 0x1fffff) | (1 << TAIL_LATE) | (1 << TAIL_TRUSTED) | (1 << 30);
          assert.ok(Math.abs(aheadBy(tail, at) - ahead) < 1e-4);
        },
      ),
    );
  });

  it("keeps all that is steered within the envelope, whatever is asked for", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e7, max: 1e7, noNaN: true }), { maxLength: 50 }), (changes) => {
        let steered = 0;
        let width = 2;
        for (const change of changes) {
          const asked = steered + change;
          steered = withinEnvelope(asked, width);
          assert.ok(Math.abs(steered) <= width);
          if (Math.abs(asked) <= width) assert.equal(steered, asked);
          width += DRIFT;
        }
      }),
    );
  });

  it("backs off from fruitless listening, forever but never for good", () => {
    let patience = 1;
    for (let i = 0; i < 40; i++) patience = patienceAfter(patience, false);
    assert.ok(
      listensWide(patience, false, true, 0.0004),
      "alone without the time: about once in a day and a half",
    );
    assert.ok(!listensWide(patience, false, true, 0.001));
    assert.ok(listensWide(patience, true, true, 0.49), "with strangers around soon");
    for (let i = 0; i < 40; i++) patience = patienceAfter(patience, true);
    assert.ok(listensWide(patience, true, false, 0.003) && !listensWide(patience, true, false, 0.005));
    assert.ok(listensWide(CALM_PATIENCE, true, false, 0.49));
    assert.ok(!listensWide(1, false, false, 0), "in authenticated time and alone never");
  });
});
