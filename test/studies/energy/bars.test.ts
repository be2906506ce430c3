import assert from "node:assert/strict";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import { markdownTable } from "../../../host-tools/lib/markdown-table.ts";
import { lowerBound, spread } from "../../../host-tools/lib/statistics.ts";
import { type BarFigures, verdicts } from "../../../host-tools/studies/energy/bars.ts";
import { firstHearings, LONERS, loners, sharesHeard } from "../../../host-tools/studies/energy/scenes.ts";
import { svgOf } from "../../../host-tools/studies/energy/svg-plot.ts";
import { mixed, totalOf } from "../../../host-tools/world/energy.ts";
import { Floor } from "../../../host-tools/world/floor.ts";
import { heardMinutesByPair } from "../../../host-tools/world/report.ts";
import { liveRoom } from "../../../host-tools/world/token-room.ts";

const START = Date.UTC(2021, 5, 14, 1);
const MINUTE = 60_000;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("two who were alone", () => {
  const plan = loners(1);
  const floor = new Floor(plan.floor);

  it("meet one after the other for a quarter of an hour, and nobody else", () => {
    const { pairs, minutes, aloneHours } = LONERS;
    for (let person = 0; person < 2 * pairs; person++)
      for (let other = 0; other < person; other++) {
        const meetings = floor.meetings(other, person);
        assert.equal(meetings.length, Number(person - other === 1 && person % 2 === 1));
        for (const [from, to] of meetings) {
          assert.equal(to - from, minutes * MINUTE);
          assert.ok(from >= plan.floor.startAt + aloneHours * 60 * MINUTE && to <= plan.endAt);
        }
      }
  });

  it("are first heard in the first whole minute that either log has of the other", () => {
    const minuteOf = (pair: number) => floor.meetings(2 * pair, 2 * pair + 1)[0]![0] / MINUTE;
    const record = (token: number, peer: number, minute: number) => ({
      token,
      peer,
      epoch: Math.floor(minute / 15),
      minutes: 1 << (minute % 15),
    });
    const records = [
      record(0, 1, minuteOf(0) + 4),
      record(1, 0, minuteOf(0) + 2),
      record(3, 2, minuteOf(1)),
      // Of another time.
      record(4, 5, minuteOf(2) - 40),
    ];
    const firsts = firstHearings({ floor, records });
    assert.deepEqual(firsts.slice(0, 4), [3, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    assert.equal(firsts.length, LONERS.pairs);
  });
});

describe("figures of a bench", () => {
  it("the lower bound of a share is Clopper and Pearson's", () => {
    // 1 - 0.05^(1/n) for no failure; tables for the others.
    assert.ok(Math.abs(lowerBound(10_000, 10_000) - 0.05 ** (1 / 10_000)) < 1e-9);
    assert.ok(Math.abs(lowerBound(9, 10) - 0.60584) < 1e-4);
    assert.ok(Math.abs(lowerBound(50, 100) - 0.41373) < 1e-3);
    assert.ok(lowerBound(9_996, 10_000) > 0.999 && lowerBound(9_990, 10_000) < 0.999);
  });

  it("a bar is held only on its own side of the limit, and presences only by enough of them", () => {
    const figures: BarFigures = {
      microamps: [41, 42],
      byCause: { idle: 3 },
      heard: [0.9, 0.88],
      heardWorst: [0.8],
      presences: { all: 10_001, logged: 10_001 },
      length: { within: [0.96], errors: [0, 1], p5: 0, p95: 1 },
      crowd: { share: [0.79], pairs: 10, microamps: [400], queueFull: 1 },
    };
    const held = (changed: Partial<BarFigures>) =>
      verdicts("puckjs", { ...figures, ...changed }).map((one) => one.held);
    assert.deepEqual(held({}), [true, true, true, true, false]);
    assert.deepEqual(held({ microamps: [42.1], heard: [0.87] }).slice(0, 2), [false, false]);
    assert.equal(held({ presences: { all: 9_999, logged: 9_999 } })[2], false);
    assert.equal(held({ presences: { all: 20_000, logged: 19_960 } })[2], false);
    assert.deepEqual(
      verdicts("xiaoble", figures).map((one) => one.held),
      [false, false, true, true, false],
    );
    const loners = (bench: readonly number[]) => held({ loners: { bench, untold: [9] } }).slice(-2);
    const early = Array.from({ length: 98 }, () => 2);
    assert.deepEqual(loners([...early, 3, 5]), [true, true]);
    assert.deepEqual(loners([...early, 3, 3, 3, 3, 3, 3]), [false, true]);
    assert.deepEqual(loners([...early, 6, Number.POSITIVE_INFINITY, 6]), [true, false]);
  });

  it("tables and plots hold what they are given", () => {
    assert.equal(markdownTable([["a"], ["long cell"]]), "| a         |\n|-----------|\n| long cell |");
    assert.equal(spread([1, 3], 1), "2.0 (1.0–3.0)");
    const svg = svgOf({
      title: "a < b",
      x: { title: "x", ticks: [1, 10, 100], logarithmic: true },
      y: { title: "y", ticks: [0, 1] },
      series: [{ name: "s", colour: "#000", points: [{ x: 10, y: 1, label: "p" }] }],
    });
    assert.match(svg, /a &lt; b/);
    // In the middle of the logarithmic axis, at the top.
    assert.match(svg, /<circle cx="370.0" cy="50.0" r="4.5"/);
  });
});

// The lonely part is too short for a token to be taken for alone: it listens in each minute, 33.6 µA of a Puck.js.
for (const [board, least, most] of [
  [puckjs, 0.8, 58],
  [xiaoble, 0.9, 52],
] as const) {
  describe(`six tokens of ${board.name} with the built program`, function () {
    this.timeout(120_000);

    it("hear each other most minutes at about the bar's current; one far away hears nobody", async () => {
      // The seventh is never there.
      const spells = Array.from({ length: 7 }, (_, person) =>
        person < 6 ? [[START, START + 120 * MINUTE] as const] : [],
      );
      const floor = {
        people: 7,
        diameter: 5,
        apart: 0.8,
        seed: 2,
        startAt: START - 30 * MINUTE,
        stayMinutes: 60,
        spells,
      };
      const endAt = START + 60 * MINUTE;
      const lived = await liveRoom({ board, floor, seed: 2, endAt, readAt: [START] });
      for (const { device } of lived.tokens) device.powerOff();
      const heard = heardMinutesByPair(lived.records);
      const shares = sharesHeard(lived.floor, heard, { from: START, minutes: 60, metres: 5 });
      assert.equal(shares.length, 30);
      assert.ok(mean(shares) >= least && mean(shares) < 1, `heard ${mean(shares)}`);
      assert.equal(lived.records.filter(({ token, peer }) => token === 6 || peer === 6).length, 0);
      assert.equal(
        lived.tokens.flatMap(({ device }) => device.console).filter((line) => /Uncaught/.test(line)).length,
        0,
      );

      const day = lived.currents[0]!.map((alone, i) =>
        mixed([
          [2 / 3, alone],
          [1 / 3, lived.currents[1]![i]!],
        ]),
      );
      const current = mean(day.slice(0, 6).map(totalOf));
      const listening = mean(day.slice(0, 6).map((causes) => causes.listening!));
      // The window alone costs so much; a token that does not listen would be cheaper.
      const window = (12_000 * 3 * board.rendezvous.scanWindowMs) / MINUTE;
      assert.ok(listening > 0.95 * window, `listening ${listening}, window ${window}`);
      assert.ok(current > window + 12 && current <= most, `${current} µA`);
    });
  });
}
