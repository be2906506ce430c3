import assert from "node:assert/strict";
import { percentile } from "../../host-tools/lib/statistics.ts";
import { MINUTE_MS } from "../../host-tools/lib/time.ts";
import { ROW_MS } from "../../host-tools/world/day.ts";
import type { LoggedRecord } from "../../host-tools/world/report.ts";
import { heardReport, logReport, ruleReport, runsOf } from "../../host-tools/world/report.ts";
import { Scene } from "../../host-tools/world/scene.ts";
import { playShift } from "../../host-tools/world/shifts.ts";
import { pairTruths } from "../../host-tools/world/truth.ts";

/** Records of one token hearing another in the given minutes. */
function records(token: number, peer: number, minutes: readonly number[]): LoggedRecord[] {
  const masks = new Map<number, number>();
  for (const minute of minutes) {
    const epoch = Math.floor(minute / 15);
    masks.set(epoch, (masks.get(epoch) ?? 0) | (1 << (minute % 15)));
  }
  return [...masks].map(([epoch, mask]) => ({ token, peer, epoch, minutes: mask }));
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** 0 and 1 together in minutes 100..129. */
const TOGETHER = pairTruths(span(300, 390).map((slot) => ({ at: slot * ROW_MS, a: 0, b: 1 })));

describe("report", () => {
  it("everything heard by both is all of it, with no error of length", () => {
    const all = span(100, 130);
    const report = heardReport(TOGETHER, [...records(0, 1, all), ...records(1, 0, all)]);
    assert.deepEqual(report, {
      shareOfPresenceMinutes: 1,
      shareByEitherLog: 1,
      lengthErrorMinutes: { p5: 0, p50: 0, p95: 0 },
      presences: 2,
      audibleBeyondMinutes: { p50: 0, p95: 0 },
    });
  });

  it("each log counts for itself; gaps of five minutes are filled, longer ones not", () => {
    const one = [...span(95, 110), ...span(115, 128)];
    const other = [...span(100, 104), ...span(110, 130)];
    const report = heardReport(TOGETHER, [...records(0, 1, one), ...records(1, 0, other)]);
    assert.equal(report.shareOfPresenceMinutes, (23 + 24) / 60);
    assert.equal(report.shareByEitherLog, 1);
    // One log: first 100 to last 127 with a gap of five filled; the other: 100-103 and 110-129, six apart.
    assert.deepEqual(report.lengthErrorMinutes, { p5: -6, p50: -6, p95: -2 });
    assert.deepEqual(report.audibleBeyondMinutes, { p50: 0, p95: 5 });
  });

  it("nothing heard is nothing, and no presence is no figure", () => {
    const report = heardReport(TOGETHER, []);
    assert.equal(report.shareOfPresenceMinutes, 0);
    assert.deepEqual(report.lengthErrorMinutes, { p5: -30, p50: -30, p95: -30 });
    assert.equal(heardReport([], []).shareOfPresenceMinutes, null);
  });

  it("runs", () => {
    assert.deepEqual(runsOf([1, 2, 8, 15]), [
      [1, 8],
      [15, 15],
    ]);
    assert.deepEqual(runsOf([]), []);
  });

  it("percentiles by nearest rank", () => {
    assert.equal(percentile([], 50), null);
    assert.equal(percentile([3, 1, 2], 50), 2);
    assert.equal(percentile([3, 1, 2], 100), 3);
    assert.equal(percentile(span(1, 101), 5), 5);
  });

  it("records per token count tokens without any", () => {
    const log = logReport([0, 1, 2, 3], [...records(0, 1, span(0, 60)), ...records(2, 1, span(0, 16))], 72);
    assert.deepEqual(log, { recordsPerTokenDay: { p50: 0, p90: 4, max: 4 }, bytesPerRecord: 12 });
    assert.equal(logReport([0, 1], [], 0).bytesPerRecord, null);
  });

  it("a rule that calls exactly the true contacts scores 1; all pairs are in one band each", () => {
    const scene = new Scene(playShift("park"), 1);
    const contacts = scene.pairs.filter((pair) => pair.presence.length >= 15);
    const right = ruleReport(
      scene,
      contacts.map((pair): [number, number] => [pair.b, pair.a]),
    );
    assert.equal(right.precision, 1);
    assert.equal(right.recall, 1);
    assert.equal(
      right.byDistance.reduce((sum, band) => sum + band.pairs, 0),
      (40 * 39) / 2,
    );
    const near = right.byDistance.filter(({ metres: [, to] }) => to <= 2);
    assert.ok(near.reduce((sum, band) => sum + band.flagged, 0) > 0.9 * contacts.length);
    const all = ruleReport(
      scene,
      span(0, 40).flatMap((b) => span(0, b).map((a): [number, number] => [a, b])),
    );
    assert.equal(all.recall, 1);
    assert.equal(all.precision, contacts.length / 780);
    assert.ok(all.byDistance.every((band) => band.flagged === band.pairs));
    assert.deepEqual([ruleReport(scene, []).precision, ruleReport(scene, []).recall], [null, 0]);
    assert.ok(scene.day.endAt - scene.day.startAt === 480 * MINUTE_MS);
  });
});
