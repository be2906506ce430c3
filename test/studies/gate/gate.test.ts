import assert from "node:assert/strict";
import { boards } from "../../../boards/index.ts";
import { sightingOf } from "../../../host-tools/gate/sighting.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { DAY_MS } from "../../../host-tools/lib/time.ts";
import { TAP, tokenAtGate } from "../../../host-tools/studies/gate/actors.ts";
import { GateServer } from "../../../host-tools/studies/gate/bringing.ts";
import { microampsOf } from "../../../host-tools/studies/gate/main.ts";
import { tapsHeard, timesHeard } from "../../../host-tools/studies/gate/passages.ts";
import { gatePeople } from "../../../host-tools/studies/gate/people.ts";
import { playGate, scheduleAtGate, startOf } from "../../../host-tools/studies/gate/play-gate.ts";
import { gateReport, judgeScene } from "../../../host-tools/studies/gate/report.ts";
import { GATE_SCENES, LANES_Y, RUSHES } from "../../../host-tools/studies/gate/scenes.ts";
import { gateText } from "../../../host-tools/studies/gate/text.ts";
import { idsOf } from "../../../host-tools/world/phones.ts";
import { wallsBetween } from "../../../host-tools/world/plane/geometry.ts";

const START = Date.UTC(2021, 5, 13, 22, 50);

describe("the people of a gate", () => {
  for (const name of RUSHES)
    it(`${name}: come through a lane that is for them when it is said, and through no wall`, () => {
      const { people, walls, endAt } = gatePeople(GATE_SCENES[name], START, 3);
      const passers = people.flatMap(({ track, passing }) => (passing ? [{ track, ...passing }] : []));
      assert.equal(
        passers.length,
        GATE_SCENES[name].streams.reduce((sum, stream) => sum + stream.people, 0),
      );
      for (const { track, crossesAt, direction } of passers) {
        assert.ok(crossesAt > START && crossesAt < endAt);
        const { x, y } = track.at(crossesAt)!.point;
        const lane = LANES_Y.findIndex((one) => Math.abs(y - one) < 0.6);
        assert.ok(Math.abs(x) < 0.3 && GATE_SCENES[name].lanes[lane] === direction, `${x}, ${y}`);
        const [before, after] = [track.at(crossesAt - 2000)!.point.x, track.at(crossesAt + 2000)!.point.x];
        assert.equal(before < after ? "in" : "out", direction);
        let last = track.at(START)?.point;
        for (let t = START; t < endAt; t += 500) {
          const point = track.at(t)?.point;
          if (last && point) assert.equal(wallsBetween(last, point, walls), 0, `${last.x} ${last.y}`);
          last = point;
        }
      }
    });
});

/** 10 in `make torture`: 10,050 passages. */
const SEEDS = Number(process.env.BLUEZONE_GATE_SEEDS ?? 1);

describe("ways to tell who came through a gate", function () {
  this.timeout(300_000 * SEEDS);
  let server: GateServer;
  before(async () => {
    server = await GateServer.open(startOf(0));
  });
  after(() => server.close());

  it("a tap takes the schedule's place for two seconds, then the token listens; its adverts say so, under the ID of their quarter", () => {
    const tapAt = START + 599_000;
    const dayKey = sha256(Uint8Array.of(1));
    const idOf = idsOf(dayKey, Math.floor(START / DAY_MS));
    const token = tokenAtGate(scheduleAtGate("puckjs", 2000), {
      from: START,
      to: START + 780_000,
      seed: 5,
      tapAt,
      idOf,
    });
    token.runTo(START + 780_000);
    const said = token.air.transmissions.map(({ from, to, data }) => {
      const { call, prefix } = sightingOf({ at: from, listener: "", rssi: -60, data })!;
      assert.equal(prefix, Buffer.from(idOf(Math.floor(from / 900_000)).slice(0, 6)).toString("hex"));
      return { from, to, call };
    });
    const taps = said.filter(({ call }) => call === "tap");
    // The quarter of an hour ends in the middle of it.
    assert.deepEqual(
      taps.map(({ from, to }) => [from, to]),
      [
        [tapAt, tapAt + 1000],
        [tapAt + 1000, tapAt + 2000],
      ],
    );
    const others = said.filter(({ call }) => call !== "tap");
    assert.ok(
      others.some(({ call }) => call === "burst") && others.some(({ call }) => call === "background"),
    );
    for (const { from, to } of others)
      assert.ok(to <= tapAt || from >= tapAt + TAP.sendMs, `${from - tapAt} ${to - tapAt}`);
    assert.deepEqual(token.air.listenings, [
      { from: tapAt + 2000, to: tapAt + 2300, windowMs: 100, intervalMs: 100 },
    ]);
  });

  it("of a bus the real engine tells who tapped, who came in, and nobody of those who stand by", async () => {
    const played = playGate({ scene: "bus", board: "puckjs", backgroundMs: 2000, seed: 2 });
    const { ways } = await judgeScene("bus", played, 2, server);
    assert.ok(ways.tap.truth >= 30 && ways.tap.right >= ways.tap.truth - 1, JSON.stringify(ways.tap));
    assert.equal(ways.inside.truth, 45);
    assert.ok(ways.inside.right >= 43, JSON.stringify(ways.inside));
    assert.equal(ways.together.right, 45);
    for (const { invented, wrongPerson, wrongDirection, missed, seen, truth } of Object.values(ways)) {
      assert.ok(invented <= 1 && wrongDirection <= 1);
      assert.deepEqual([wrongPerson, missed], [0, truth - seen]);
    }
    const taps = tapsHeard(played);
    assert.ok(taps.heard > 0.95 && taps.answered > 0.8, JSON.stringify(taps));
    const [near, wide] = timesHeard(played);
    assert.ok(wide!.none === 0 && near!.seconds < wide!.seconds);
  });

  it("are told beside the truth, person by person: a listener that mixes up IDs is found out", async () => {
    const played = playGate({ scene: "bus", board: "puckjs", backgroundMs: 2000, seed: 2 });
    const mixed = { ...played, ownerOf: () => 0 };
    assert.ok((await judgeScene("bus", mixed, 2, server)).ways.tap.wrongPerson > 20);
    const turned = {
      ...played,
      people: played.people.map((one) =>
        one.passing ? { ...one, passing: { ...one.passing, direction: "out" as const } } : one,
      ),
    };
    const { tap } = (await judgeScene("bus", turned, 2, server)).ways;
    assert.deepEqual([tap.right, tap.wrongDirection > 30], [0, true]);
    const nobody = { ...played, people: played.people.map(withoutPassing) };
    const { together } = (await judgeScene("bus", nobody, 2, server)).ways;
    assert.deepEqual([together.truth, together.invented >= 45], [0, true]);
  });

  it("name nobody else, and hold their bars", async () => {
    const seeds = Array.from({ length: SEEDS }, (_, i) => 21 + i);
    const { gates } = await gateReport({ board: "puckjs", seeds, scenes: RUSHES });
    assert.equal(gates.together.truth, 1005 * SEEDS);
    assert.deepEqual(
      Object.values(gates).map(({ wrongPerson }) => wrongPerson),
      [0, 0, 0, 0],
    );
    assert.ok(gates.tap.right >= 0.995 * gates.tap.truth, JSON.stringify(gates.tap));
    assert.ok(gates.together.right >= 0.98 * gates.together.truth, JSON.stringify(gates.together));
    if (SEEDS > 1) console.log(gates);
  });

  it("are reported with seeds and geometry, by scene, by way and by how tokens are worn", async () => {
    const report = await gateReport({ board: "xiaoble", seeds: [4], scenes: ["bus"] });
    assert.deepEqual(Object.keys(report.gates), ["tap", "walk", "inside", "together"]);
    assert.deepEqual(Object.keys(report.gates.tap).sort(), [
      "caseMinutes",
      "invented",
      "missed",
      "right",
      "screenSeconds",
      "seen",
      "truth",
      "wrongDirection",
      "wrongPerson",
    ]);
    const { p50, p95 } = report.gates.tap.screenSeconds;
    assert.ok(p50! > 0.15 && p50! < 0.3 && p95! < 1, `${p50} ${p95}`);
    assert.ok(report.gates.together.caseMinutes.p95! <= 2.5);
    assert.deepEqual([report.seeds, report.geometry.listeners.hall], [[4], [40, 0]]);
    assert.deepEqual(report.days, [{ seed: 4, gates: report.gates }]);
    assert.match(gateText(report), /\| tap, bag +\| tap/);
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

function withoutPassing<T extends { readonly passing?: unknown }>({
  passing: _,
  ...rest
}: T): Omit<T, "passing"> {
  return rest;
}
