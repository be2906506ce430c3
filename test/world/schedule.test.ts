import assert from "node:assert/strict";
import { sharesHeard } from "../../host-tools/studies/energy/scenes.ts";
import { advertCharge } from "../../host-tools/world/charges.ts";
import { totalOf } from "../../host-tools/world/energy.ts";
import { ownSchedule } from "../../host-tools/world/own-schedule.ts";
import { PEER_SCHEDULES } from "../../host-tools/world/peer-schedules.ts";
import { playRoom } from "../../host-tools/world/play-schedules.ts";
import { heardMinutesByPair } from "../../host-tools/world/report.ts";
import { emissionsOf, looksOf, type Schedule } from "../../host-tools/world/schedule.ts";
import { rendezvousOffset } from "../../protocol/rendezvous.ts";

const START = Date.UTC(2021, 5, 14, 1);
const MINUTE = 60_000;
const RENDEZVOUS = { windowMs: 144, spacingMs: 100, burstMs: 1200, backgroundMs: 5000, clockSdMs: 50 };

/** Five people within 4 m of each other; or each alone. */
function room(schedule: Schedule, minutes: number, together = true) {
  const floor = { people: 5, diameter: 4, apart: 0.8, seed: 3, startAt: START, stayMinutes: 60 };
  const spells = together ? {} : { spells: Array.from({ length: 5 }, () => []) };
  const lived = playRoom({
    floor: { ...floor, ...spells },
    seed: 3,
    endAt: START + minutes * MINUTE,
    schedule,
  });
  const span = { from: START, minutes, metres: 5 };
  return {
    ...lived,
    shares: sharesHeard(lived.floor, heardMinutesByPair(lived.records), span),
    microamps: lived.currents[0]!.map(totalOf),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("schedules", () => {
  it("look once a minute around the common instant, on three channels, and send around it", () => {
    const schedule = ownSchedule(RENDEZVOUS);
    const looks = looksOf(schedule, START, 1, 30);
    for (let minute = START / MINUTE; minute < START / MINUTE + 5; minute++) {
      const look = looks.next().value!;
      assert.equal(look.from, minute * MINUTE + rendezvousOffset(minute) + 30 - 72);
      assert.deepEqual([look.to - look.from, look.slotMs], [144, 48]);
    }
    const emissions = emissionsOf(schedule, START, 1, 30);
    let last = START;
    for (let i = 0; i < 40; i++) {
      const { from, to, intervalMs } = emissions.next().value!;
      assert.ok(from >= last && to > from, "spans do not overlap");
      assert.equal(Math.floor(from / 900_000), Math.floor((to - 1) / 900_000), "none crosses an epoch");
      if (intervalMs === 100) assert.ok(to - from <= 1300 && to - from >= 1200 - 100);
      else assert.equal(intervalMs, 5000);
      last = to;
    }
  });

  it("hear who is near, nobody who is away, and pay for the receiver what the table says", () => {
    const near = room(ownSchedule(RENDEZVOUS), 30);
    assert.ok(mean(near.shares) > 0.85 && mean(near.shares) < 1, `${mean(near.shares)}`);
    const { listening, adverts, idle, button } = near.currents[0]![0]!;
    assert.ok(Math.abs(listening! - (12_000 * 144) / 60_000) < 1e-9);
    assert.deepEqual([idle, button], [3, 2]);
    // Some twelve adverts in a burst and some eleven between bursts.
    assert.ok(adverts! > (18 * 7.1) / 60 && adverts! < (27 * 7.1) / 60, `${adverts}`);
    const away = room(ownSchedule(RENDEZVOUS), 30, false);
    assert.equal(away.records.length, 0);
    assert.ok(mean(away.microamps) < mean(near.microamps));
  });

  it("who is alone meets in one of so many minutes, with another burst, at less current; who hears somebody in all again", () => {
    const alone = { afterMinutes: 10, oneIn: 2, spacingMs: 200, burstMs: 4000 };
    const schedule = ownSchedule({ ...RENDEZVOUS, alone });
    const begin = START / MINUTE;
    const since = (minute: number) => minute - begin;
    const isAlone = (minute: number, minutes: number) => since(minute) > minutes && since(minute) < 21;
    const minutes: number[] = [];
    for (const { from } of looksOf(schedule, START, 1, 0, isAlone)) {
      const minute = since(Math.floor(from / MINUTE));
      if (minute >= 25) break;
      minutes.push(minute);
    }
    const even = (minute: number) => (begin + minute) % 2 === 0;
    const expected = Array.from({ length: 25 }, (_, i) => i).filter((i) => i <= 10 || i >= 21 || even(i));
    assert.deepEqual(minutes, expected);
    const bursts: number[] = [];
    for (const { from, to, intervalMs } of emissionsOf(schedule, START, 1, 0, isAlone)) {
      if (since(from / MINUTE) >= 20) break;
      if (intervalMs === RENDEZVOUS.backgroundMs) continue;
      const minute = since(Math.floor((from + to) / 2 / MINUTE));
      bursts.push(minute);
      assert.equal(intervalMs, minute > 10 ? 200 : 100);
      assert.ok(to - from > (minute > 10 ? 4000 : 1000));
    }
    assert.deepEqual(
      bursts,
      expected.filter((minute) => minute < 20),
    );

    const lived = (together: boolean) => room(schedule, 40, together);
    const { listening, program } = lived(false).currents[0]![0]!;
    const always = room(ownSchedule(RENDEZVOUS), 40, false).currents[0]![0]!;
    // Ten minutes of forty as ever, then every other one.
    assert.ok(Math.abs(listening! / always.listening! - 0.63) < 0.04, `${listening}`);
    assert.ok(program! < 0.75 * always.program!);
    assert.ok(mean(lived(true).shares) > 0.85);
  });

  it("whose clock is out of the burst hears nothing", () => {
    const lost = room(ownSchedule({ ...RENDEZVOUS, backgroundMs: 1e9, clockSdMs: 20_000 }), 30);
    assert.ok(mean(lost.shares) < 0.1, `${mean(lost.shares)}`);
  });

  it("others' listening costs its share of 12 mA", () => {
    const expected: Readonly<Record<string, number>> = {
      tracetogether: (1.1 / 300) * 12_000,
      traceband: (2 / 300) * 12_000,
      kerlink: (0.22 / 40) * 12_000,
      gaen: (4 / 255) * 12_000,
      diract: (0.4 / 4) * 12_000,
    };
    assert.deepEqual(Object.keys(expected).sort(), Object.keys(PEER_SCHEDULES).sort());
    for (const [name, schedule] of Object.entries(PEER_SCHEDULES)) {
      const { currents } = room(schedule, 120);
      const listening = mean(currents[0]!.map((causes) => causes.listening!));
      assert.ok(Math.abs(listening / expected[name]! - 1) < 0.06, `${name}: ${listening}`);
    }
  });

  it("an advert costs what is published, less at lower power, and no figure is made up", () => {
    assert.equal(advertCharge(0, false), 7.1);
    assert.equal(advertCharge(0, true), 13.9);
    const powers = [-40, -20, -16, -12, -8, -4, 0, 4, 8].map((power) => advertCharge(power, false));
    assert.deepEqual(
      powers,
      [...powers].sort((x, y) => x - y),
    );
    assert.throws(() => advertCharge(-7, false), /-7 dBm/);
  });
});
