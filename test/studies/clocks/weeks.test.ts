import assert from "node:assert/strict";
import { CRYSTAL, RC } from "../../../host-tools/studies/clocks/kinds.ts";
import { FIRST_MINUTE, liveMinute, simulate } from "../../../host-tools/studies/clocks/simulation.ts";
import { lateShares } from "../../../host-tools/studies/clocks/tables.ts";
import { TokenClock } from "../../../host-tools/studies/clocks/token-clock.ts";
import { MINUTES_ALONE } from "../../../protocol/clock-steering.ts";

const POPULATION = { tokens: 60, days: 6, seed: 5, crystals: 0.5, powerDays: 30, syncDays: 14, settle: 2 };

describe("clocks for days", function () {
  this.timeout(60_000);

  it("meet, with and without a crystal, after days of a few hours together", () => {
    const { meetings, efforts } = simulate(POPULATION);
    const trusted = meetings.filter((m) => !m.untrusted);
    assert.ok(trusted.length > 300, `${trusted.length} meetings`);
    const [, two, five] = lateShares(trusted, "firstHeard");
    assert.ok(two! < 0.2 && five! < 0.1, `later than 2 and 5 minutes: ${two}, ${five}`);
    const heard = trusted.reduce((sum, m) => sum + m.minutesHeard, 0);
    const together = trusted.reduce((sum, m) => sum + m.minutes, 0);
    assert.ok(heard / together > 0.95, `${heard} of ${together} minutes`);
    assert.ok(efforts.every(({ burst, wide }) => burst >= 0 && burst < 40 && wide < 30));
  });

  it("are the same for the same seed", () => {
    const small = { ...POPULATION, tokens: 12, days: 2, settle: 0 };
    assert.deepEqual(simulate(small).meetings, simulate(small).meetings);
    assert.notDeepEqual(simulate(small).meetings, simulate({ ...small, seed: 6 }).meetings);
  });

  it("stay together in a room, and need steering for that", () => {
    const spread = (steered: boolean): number => {
      const clocks = Array.from({ length: 8 }, (_, i) => new TokenClock(RC, 40 + i, FIRST_MINUTE, false));
      for (let minute = FIRST_MINUTE; minute < FIRST_MINUTE + 480; minute++)
        for (const [i, clock] of clocks.entries()) {
          clock.age(minute);
          if (steered) liveMinute(clocks, i, [...clocks.keys()], minute, () => undefined);
        }
      const errors = clocks.map((c) => c.error);
      return Math.max(...errors) - Math.min(...errors);
    };
    assert.ok(spread(true) < 2.5, `steered ${spread(true)} s`);
    assert.ok(spread(false) > 5, `free ${spread(false)} s`);
  });

  it("of two who were alone hear each other in time where the bench told their rates, else not", () => {
    const late = (told: boolean): number => {
      let found = 0;
      for (let pair = 0; pair < 60; pair++) {
        const clocks = [1, 2].map((i) => new TokenClock(RC, 10 * pair + i, FIRST_MINUTE, told));
        const meetAt = FIRST_MINUTE + 120 + 10 * pair;
        let first = 0;
        for (let minute = FIRST_MINUTE; minute < meetAt + 15; minute++)
          for (const [i, clock] of clocks.entries()) {
            clock.age(minute);
            liveMinute(clocks, i, minute < meetAt ? [] : [0, 1], minute, (_, heard) => {
              if (heard && !first) first = minute - meetAt + 1;
            });
          }
        if (!first || first > 2) found++;
      }
      return found / 60;
    };
    assert.ok(late(true) <= 0.1, `told: ${late(true)}`);
    assert.ok(late(false) > 0.1, `untold: ${late(false)}`);
  });

  it("that are alone have a rendezvous in even minutes only, and in all once they have heard somebody", () => {
    const clocks = [1, 2].map((i) => new TokenClock(CRYSTAL, i, FIRST_MINUTE));
    const meets = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => clocks[0]!.meets(FIRST_MINUTE + from + i));
    assert.ok(meets(0, 61).every(Boolean));
    assert.deepEqual(meets(61, 65), [false, true, false, true]);
    for (let now = 0; now < 140; now++)
      for (const [i, clock] of clocks.entries()) {
        clock.age(FIRST_MINUTE + now);
        liveMinute(clocks, i, now < 130 ? [] : [0, 1], FIRST_MINUTE + now, () => undefined);
      }
    assert.ok(meets(140, 150).every(Boolean));
  });

  it("that are alone send bursts that doubt alone makes longer, as the program does", () => {
    const clock = new TokenClock(CRYSTAL, 1, FIRST_MINUTE);
    const reachAfter = (minutes: number): number => {
      for (; now < minutes; now++) {
        clock.age(FIRST_MINUTE + now);
        liveMinute([clock], 0, [], FIRST_MINUTE + now, () => undefined);
      }
      return clock.reach;
    };
    let now = 0;
    const inCompanyLately = reachAfter(MINUTES_ALONE - 10);
    assert.ok(Math.abs(reachAfter(MINUTES_ALONE + 10) - inCompanyLately - 0.08) < 0.01, `${clock.reach} s`);
  });

  it("find the time again after a loss of power, from one neighbour", () => {
    const clocks = [new TokenClock(CRYSTAL, 1, FIRST_MINUTE), new TokenClock(RC, 2, FIRST_MINUTE)];
    const lost = clocks[1]!;
    let minute = FIRST_MINUTE + 600;
    lost.losePower(minute);
    assert.ok(lost.error <= -36_000 && !lost.trusted);
    for (; minute < FIRST_MINUTE + 900; minute++)
      for (const i of [0, 1]) {
        clocks[i]!.age(minute);
        liveMinute(clocks, i, [0, 1], minute, () => undefined);
      }
    assert.ok(Math.abs(lost.error - clocks[0]!.error) < 2, `${lost.error} s`);
    assert.ok(!lost.trusted && lost.told, "it stays without authenticated time");
    assert.ok(Math.abs(clocks[0]!.steered) < 1, "who has authenticated time does not follow it");
  });
});
