import assert from "node:assert/strict";
import { boards } from "../../../boards/index.ts";
import { TAP, tokenAtGate } from "../../../host-tools/studies/gate/actors.ts";
import { microampsOf } from "../../../host-tools/studies/gate/main.ts";
import {
  directionsTold,
  insideByTheMinute,
  tapsHeard,
  timesHeard,
} from "../../../host-tools/studies/gate/passages.ts";
import { gatePeople } from "../../../host-tools/studies/gate/people.ts";
import { playGate, scheduleAtGate } from "../../../host-tools/studies/gate/play-gate.ts";
import { GATE_SCENES, type GateSceneName } from "../../../host-tools/studies/gate/scenes.ts";
import { wallsBetween } from "../../../host-tools/world/plane/geometry.ts";

const START = Date.UTC(2021, 5, 13, 22, 50);

describe("the people of a gate", () => {
  for (const name of Object.keys(GATE_SCENES) as GateSceneName[])
    it(`${name}: come through a lane when it is said, and through no wall`, () => {
      const { people, walls, endAt } = gatePeople(GATE_SCENES[name], START, 3);
      const passers = people.filter(({ kind }) => kind === "passer");
      assert.equal(
        passers.length,
        GATE_SCENES[name].streams.reduce((sum, stream) => sum + stream.people, 0),
      );
      for (const { track, crossesAt, what } of passers) {
        assert.ok(crossesAt > START && crossesAt < endAt);
        const { x, y } = track.at(crossesAt)!.point;
        assert.ok(Math.abs(x) < 0.3 && Math.abs(y) < 1.6, `${x}, ${y}`);
        const [before, after] = [track.at(crossesAt - 2000)!.point.x, track.at(crossesAt + 2000)!.point.x];
        assert.equal(before < after ? "in" : "out", what);
        let last = track.at(START)?.point;
        for (let t = START; t < endAt; t += 500) {
          const point = track.at(t)?.point;
          if (last && point) assert.equal(wallsBetween(last, point, walls), 0, `${last.x} ${last.y}`);
          last = point;
        }
      }
    });
});

describe("ways to tell who came through a gate", function () {
  this.timeout(300_000);

  it("a tap takes the schedule's place for two seconds, then the token listens", () => {
    const tapAt = START + 65_000;
    const token = tokenAtGate(7, scheduleAtGate("puckjs", 2000), {
      from: START,
      to: START + 180_000,
      seed: 5,
      tapAt,
    });
    token.runTo(START + 180_000);
    const taps = token.air.transmissions.filter(
      ({ intervalMs, data }) => intervalMs === TAP.intervalMs && data[0] === 1,
    );
    assert.deepEqual(
      taps.map(({ from, to }) => [from, to]),
      [[tapAt, tapAt + 2000]],
    );
    const others = token.air.transmissions.filter((one) => one !== taps[0]);
    assert.ok(others.length > 4);
    for (const { from, to } of others)
      assert.ok(to <= tapAt || from >= tapAt + 2000, `${from - tapAt} ${to - tapAt}`);
    assert.deepEqual(token.air.listenings, [
      { from: tapAt + 2000, to: tapAt + 2300, windowMs: 100, intervalMs: 100 },
    ]);
  });

  it("of a bus all who tapped are heard, all who came in are inside within three minutes, and nobody who stands by taps", () => {
    const played = playGate({ scene: "bus", board: "puckjs", backgroundMs: 2000, tapMetres: 1, seed: 2 });
    const taps = tapsHeard(played);
    assert.equal(taps.passages, 45);
    assert.ok(taps.heard > 0.95 && taps.answered > 0.8, JSON.stringify(taps));
    const inside = insideByTheMinute(played)!;
    assert.ok(inside.within3 > 0.9 && inside.within1 <= inside.within2, JSON.stringify(inside));
    const [near, wide] = timesHeard(played);
    assert.ok(wide!.none === 0 && near!.seconds < wide!.seconds);
    const told = directionsTold(played);
    assert.ok(
      Math.abs(told.right + told.wrong + told.untold - 1) < 1e-9 && told.wrong < 0.1,
      JSON.stringify(told),
    );
    played.people.forEach(({ kind }, i) => {
      if (kind === "bystander") assert.ok(played.heard[i]!.every(({ purpose }) => purpose === "schedule"));
    });
  });

  it("cost what the design says", () => {
    const rounded = Object.fromEntries(Object.entries(microampsOf()).map(([way, x]) => [way, x.toFixed(2)]));
    assert.deepEqual(rounded, {
      "background each 10 s": "0.71",
      "background each 7 s": "1.01",
      "background each 2 s": "3.54",
      "tap, 4 a day": "0.17",
    });
    for (const id of ["puckjs", "xiaoble"]) assert.equal(boards[id]!.rendezvous.backgroundMs, 2000);
  });
});
